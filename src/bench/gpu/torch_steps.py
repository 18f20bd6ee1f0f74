"""Times the training steps of GpuCheck in PyTorch on the same card: eager, with CUDA graphs, and compiled with CUDA graphs.

The ratings are a dense matrix that is on the card already, which favours PyTorch: a step selects its rows. `bag` replaces the
dense product of the first layer by an embedding bag over the rated items. A step does not read its loss, unlike Palate's.
Usage: torch_steps.py u.data SECONDS [VARIANT...]; prints one line of JSON for each network, precision and variant.
"""
import json
import math
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

DEVICE = "cuda"


def movielens(path):
    x = np.zeros((943, 1682), np.float32)
    for line in open(path):
        user, item, rating, _ = line.split("\t")
        x[int(user) - 1, int(item) - 1] = float(rating)
    return x


def synthetic(users, items, mean=100):
    rng = np.random.default_rng(11)
    weights = (np.arange(items) + 10.0) ** -0.9
    cumulative = np.cumsum(weights) / weights.sum()
    shuffled = rng.permutation(items)
    x = np.zeros((users, items), np.float32)
    for u in range(users):
        count = max(5, int(-mean * math.log(1 - rng.random())))
        chosen = shuffled[np.minimum(items - 1, np.searchsorted(cumulative, rng.random(count)))]
        x[u, chosen] = rng.integers(1, 6, count)
    return x


class AutoRec(nn.Module):
    def __init__(self, items, hidden, observed, bag):
        super().__init__()
        self.encoder = nn.Linear(items, hidden)
        self.decoder = nn.Linear(hidden, items)
        self.observed = observed
        self.penalty = 0.001

    def forward(self, x):
        out = self.decoder(torch.sigmoid(self.encoder(x)))
        if self.observed:
            loss = (((out - x) * (x != 0)) ** 2).sum() / x.shape[0]
            return loss + 0.5 * self.penalty * (self.encoder.weight.square().sum() + self.decoder.weight.square().sum())
        return ((out - x) ** 2).sum() + 0.5 * self.penalty * sum(p.norm() for p in self.parameters())


class Vae(nn.Module):
    def __init__(self, items, hidden, latent, multinomial, bag):
        super().__init__()
        self.multinomial = multinomial
        self.latent = latent
        self.bag = bag
        if bag:
            self.table = nn.Parameter(torch.empty(items + 1, hidden[0]).uniform_(-0.01, 0.01))
            self.bias = nn.Parameter(torch.zeros(hidden[0]))
        sizes = [items] + hidden
        first = 1 if bag else 0
        self.encoder = nn.ModuleList(nn.Linear(a, b) for a, b in list(zip(sizes, sizes[1:]))[first:])
        self.head = nn.Linear(hidden[-1], 2 * latent)
        back = [latent] + hidden[::-1]
        self.decoder = nn.ModuleList(nn.Linear(a, b) for a, b in zip(back, back[1:]))
        self.output = nn.Linear(back[-1], items)

    def forward(self, x, indices=None, values=None):
        act = torch.tanh if self.multinomial else torch.relu
        target = (x > 0).float() if self.multinomial else x
        if self.bag:
            kept = F.dropout(values, 0.5) if self.multinomial else values
            h = act(F.embedding_bag(indices, self.table, mode="sum", per_sample_weights=kept) + self.bias)
        else:
            h = F.dropout(F.normalize(target), 0.5) if self.multinomial else x
        for layer in self.encoder:
            h = act(layer(h))
        mu, logvar = self.head(h).split(self.latent, 1)
        h = mu + torch.randn_like(mu) * torch.exp(0.5 * logvar)
        for layer in self.decoder:
            h = act(layer(h))
        out = self.output(h)
        kl = -0.5 * (1 + logvar - mu.square() - logvar.exp()).sum()
        if self.multinomial:
            return -(F.log_softmax(out, 1) * target).sum(1).mean() + 0.2 * kl / x.shape[0]
        return F.mse_loss(out, x) + 0.2 * kl


class Peer:
    """One network with its optimiser, and buffers for the rows of a batch."""

    def __init__(self, make, matrix, batch, bag):
        torch.manual_seed(1)
        self.x = matrix
        self.batch = batch
        self.bag = bag
        self.model = make(bag).to(DEVICE)
        self.optimiser = torch.optim.Adam(self.model.parameters(), lr=0.001, fused=True, capturable=True)
        self.rows = torch.zeros(batch, dtype=torch.long, device=DEVICE)
        self.pinned = torch.zeros(batch, dtype=torch.long).pin_memory()
        self.function = self.model
        if bag:
            counts = (matrix != 0).sum(1)
            most = int(counts.max())
            self.indices = torch.full((matrix.shape[0], most), matrix.shape[1], dtype=torch.long, device=DEVICE)
            self.values = torch.zeros(matrix.shape[0], most, device=DEVICE)
            for u in range(matrix.shape[0]):
                rated = matrix[u].nonzero().flatten()
                self.indices[u, : len(rated)] = rated
                self.values[u, : len(rated)] = 1 / math.sqrt(max(1, len(rated)))

    def compute(self):
        self.optimiser.zero_grad(set_to_none=True)
        x = self.x.index_select(0, self.rows)
        if self.bag:
            loss = self.function(x, self.indices.index_select(0, self.rows), self.values.index_select(0, self.rows))
        else:
            loss = self.function(x)
        loss.backward()
        self.optimiser.step()
        return loss

    def load(self, rng):
        self.pinned.random_(0, self.x.shape[0])
        self.rows.copy_(self.pinned, non_blocking=True)

    def time(self, run, seconds):
        for _ in range(5):
            self.load(None)
            run()
        torch.cuda.synchronize()
        steps = 10
        while True:
            start = time.perf_counter()
            for _ in range(steps):
                self.load(None)
                run()
            torch.cuda.synchronize()
            taken = time.perf_counter() - start
            if taken > seconds / 2:
                return 1000 * taken / steps
            steps *= 2

    def graphed(self):
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                self.compute()
        torch.cuda.current_stream().wait_stream(stream)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self.compute()
        return graph.replay


def networks(path):
    ml = movielens(path)
    small = torch.from_numpy(ml).to(DEVICE)
    mult = lambda items: lambda bag: Vae(items, [600], 200, True, bag)
    yield "mult-vae-600-200-20000-500", torch.from_numpy(synthetic(5000, 20000)).to(DEVICE), 500, mult(20000), True
    yield "autorec-10-1682-64", small, 64, lambda bag: AutoRec(1682, 10, False, bag), False
    yield "autorec-500-observed-1682-500", small, 500, lambda bag: AutoRec(1682, 500, True, bag), False
    yield "vae-512-256-64-1682-64", small, 64, lambda bag: Vae(1682, [512, 256], 64, False, bag), False
    yield "vae-512-256-64-1682-500", small, 500, lambda bag: Vae(1682, [512, 256], 64, False, bag), False
    yield "mult-vae-600-200-1682-500", small, 500, mult(1682), False
    yield "mult-vae-600-200-200000-500", torch.from_numpy(synthetic(2000, 200000)).to(DEVICE), 500, mult(200000), True


def main():
    path, seconds, wanted = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
    name = torch.cuda.get_device_name()
    for label, matrix, batch, make, has_bag in networks(path):
        for compiled in (False, True):
            for precision in ("FP32", "TF32"):
                torch.backends.cuda.matmul.allow_tf32 = precision == "TF32"
                for bag in (False, True) if has_bag and not compiled else (False,):
                    for graph in ((False, True) if not compiled else (True,)):
                        variant = "-".join(
                            ["compiled" if compiled else "eager"] + ["graph"] * graph + ["bag"] * bag)
                        if wanted and variant not in wanted:
                            continue
                        result = {"part": "torch", "network": label, "precision": precision, "variant": variant}
                        start = time.perf_counter()
                        try:
                            peer = Peer(make, matrix, batch, bag)
                            if compiled:
                                torch._dynamo.reset()
                                peer.function = torch.compile(peer.model)
                            run = peer.graphed() if graph else peer.compute
                            result["prepareSeconds"] = round(time.perf_counter() - start, 1)
                            result["stepMs"] = round(peer.time(run, seconds), 4)
                        except Exception as e:  # a variant that PyTorch cannot do is a result, too
                            result["error"] = str(e).split("\n")[0][:200]
                        result["device"] = name
                        print(json.dumps(result), flush=True)
                        peer = run = None
                        torch.cuda.empty_cache()


if __name__ == "__main__":
    main()
