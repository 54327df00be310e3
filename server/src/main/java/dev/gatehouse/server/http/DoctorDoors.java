package dev.gatehouse.server.http;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** {@code GET /api/doctor}: what is wrong with this installation. One examination at a time. */
public final class DoctorDoors {
    private final Supplier<String> examination;
    private final ReentrantLock one = new ReentrantLock();

    /**
     * @param examination makes one, and tells it as JSON
     */
    public DoctorDoors(Supplier<String> examination) {
        this.examination = examination;
    }

    /** Examines now; whoever asks meanwhile waits for their turn. */
    public Answer report(Call call) {
        one.lock();
        try {
            return Answer.json(200, examination.get()).with("Cache-Control", "no-store");
        } finally {
            one.unlock();
        }
    }
}
