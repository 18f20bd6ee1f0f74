package dev.palate.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** The progress of the program, as lines that the service reads: {@code palate: } and a JSON object. Safe for concurrent use. */
public final class Progress {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRAINING = "training";

    private final PrintStream out;
    private final long start = System.nanoTime();
    private int runningEpoch;
    private int epochs;

    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Seconds since the program started. */
    public double seconds() {
        return Math.round((System.nanoTime() - start) / 1e8) / 10.0;
    }

    /** The program enters a phase: {@code loading}, {@code training} or {@code writing}. */
    public void phase(String phase) {
        write(message(phase));
    }

    /** A training continues after an epoch of an earlier attempt; 0 if it starts from the beginning. */
    public void continuesAfter(int epoch, int allEpochs) {
        begin(epoch + 1, allEpochs);
        write(message(TRAINING).put("continuesAfter", epoch).put("epochs", allEpochs));
    }

    /** Units of work are done, in the training of a network those of an epoch. */
    public synchronized void batch(String phase, int batch, int batches) {
        ObjectNode message = message(phase);
        if (phase.equals(TRAINING) && runningEpoch > 0 && runningEpoch <= epochs) {
            message.put("epoch", runningEpoch).put("epochs", epochs);
        }
        write(message.put("batch", batch).put("batches", batches));
    }

    /** An epoch of a training has ended. */
    public void epoch(int epoch, int allEpochs, double loss) {
        begin(epoch + 1, allEpochs);
        ObjectNode message = message(TRAINING).put("epoch", epoch).put("epochs", allEpochs);
        write(Double.isFinite(loss) ? message.put("loss", loss) : message);
    }

    private synchronized void begin(int epoch, int allEpochs) {
        runningEpoch = epoch;
        epochs = allEpochs;
    }

    public void warning(String text) {
        write(JSON.createObjectNode().put("warning", text));
    }

    /** The last line of a program that would fail in every attempt. */
    public void error(@Nullable String sentence) {
        write(JSON.createObjectNode()
                .put("error", sentence == null ? "The program failed without a reason." : sentence));
    }

    private ObjectNode message(String phase) {
        return JSON.createObjectNode().put("phase", phase).put("seconds", seconds());
    }

    private synchronized void write(ObjectNode message) {
        out.println("palate: " + message);
        out.flush();
    }
}
