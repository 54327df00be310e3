package dev.gatehouse.emulator.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults in force. Each request takes at most one, the oldest that hits. Thread-safe. */
public final class Faults {
    private static final int MOST = 100;

    private final List<Fault> faults = new ArrayList<>();

    /** No faults. */
    public Faults() {}

    /**
     * Adds a fault, or replaces the one with its id.
     *
     * @throws MalformedRequest 400, if there are 100 already
     */
    public synchronized void add(Fault fault) {
        remove(fault.id());
        if (faults.size() == MOST) {
            throw new MalformedRequest(400, "There are 100 faults already.");
        }
        faults.add(fault);
    }

    /** Removes one; false if there is none with that id. */
    public synchronized boolean remove(String id) {
        return faults.removeIf(fault -> fault.id().equals(id));
    }

    /** The faults in force, oldest first, with the times they have left. */
    public synchronized List<Fault> all() {
        return List.copyOf(faults);
    }

    /** Removes all. */
    public synchronized void clear() {
        faults.clear();
    }

    /** The fault for a request, if one hits; uses up one of its times. */
    public synchronized Optional<Fault> take(Service service, Request request) {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.hits(service, request)) {
                if (fault.times().filter(count -> count == 1).isPresent()) {
                    faults.remove(i);
                } else if (fault.times().isPresent()) {
                    faults.set(i, fault.once());
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
