package dev.palate.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The libtorch process, which executes the same steps on request, with one line per request and answer. */
final class TorchPeer implements AutoCloseable {

    private final Process process;
    private final PrintWriter requests;
    private final BufferedReader answers;

    private TorchPeer(Process process) {
        this.process = process;
        this.requests =
                new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII), true);
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    static TorchPeer start(Path script, Path movieLens, int threads) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(script.toString(), Integer.toString(threads));
        builder.environment().put("MOVIELENS_DIR", movieLens.toAbsolutePath().toString());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        TorchPeer peer = new TorchPeer(builder.start());
        peer.expect("READY");
        return peer;
    }

    Timings run(String request, double seconds) {
        requests.println(request + ";" + seconds);
        String[] answer = expect("R ").split(" ", -1);
        return new Timings(
                Double.parseDouble(answer[1]),
                Double.parseDouble(answer[5]),
                Double.parseDouble(answer[6]),
                Integer.parseInt(answer[3]));
    }

    /** Releases every network that the peer has built. */
    void clear() {
        requests.println("clear");
        expect("R ");
    }

    private String expect(String start) {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(start)) {
                    return line;
                }
                if (line.startsWith("E ")) {
                    throw new IllegalStateException("the libtorch peer failed: " + line);
                }
            }
            throw new IllegalStateException("the libtorch peer ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        requests.println("quit");
        process.destroy();
    }
}
