package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings a registration to what a configuration needs: says first, then does, then knows. */
public final class Setup {
    /** What it works with. */
    public record Means(Directory directory, InstantSource clock, Pause pause) {}

    private final Wanted wanted;
    private final Means means;
    private final List<Part> parts;
    private final Directory directory;

    public Setup(Wanted wanted, Means means) {
        this.wanted = wanted;
        this.means = means;
        this.directory = new Patient(means.directory(), means.pause());
        this.parts = Part.all(means.clock());
    }

    /**
     * What would be done.
     *
     * @throws SetupStopped if the directory cannot be read, or is another tenant's
     */
    public Plan plan() {
        Approver approver = approver();
        Current current = read();
        var lines = new ArrayList<Line>();
        parts.forEach(part -> lines.addAll(part.compare(wanted, current).lines()));
        return new Plan(wanted.name() + " in tenant " + wanted.tenant(), approver, lines);
    }

    /**
     * Does it, as far as it goes. A step that fails ends it; what is done stays, and another run
     * takes it up from there.
     *
     * @throws SetupStopped as {@link #plan()}
     */
    public Applied apply(Progress progress) {
        approver();
        return new Application(read(), progress).run();
    }

    /**
     * The same as a text for reviewers. Asks the directory only for permissions whose ids Microsoft
     * does not document.
     *
     * @param graph Microsoft Graph's address, without a version
     * @throws SetupStopped if such a permission cannot be read
     */
    public String written(Form form, URI graph) {
        var apis = new Apis(directory);
        List<Permission> permissions =
                wanted.delegated().stream()
                        .map(it -> Permission.documented(it).orElseGet(() -> apis.resolve(it)))
                        .toList();
        return form.write(wanted, permissions, graph);
    }

    private Current read() {
        return new Reading(directory).read(wanted);
    }

    private Approver approver() {
        Approver approver = directory.approver().orStop("Asking who approves");
        if (!approver.tenant().equals(wanted.tenant())) {
            throw new SetupStopped(
                    approver.name()
                            + " is signed in to tenant "
                            + approver.tenant()
                            + ", but entra.tenant is "
                            + wanted.tenant()
                            + ". Sign in there: az login --tenant "
                            + wanted.tenant());
        }
        return approver;
    }

    /** One run over all parts. */
    private final class Application {
        private final Persistence persistence;
        private final Progress progress;
        private final List<Applied.Step> steps = new ArrayList<>();
        private Current current;
        private boolean young;
        private Optional<String> failure = Optional.empty();
        private Optional<NewSecret> secret = Optional.empty();

        Application(Current current, Progress progress) {
            this.current = current;
            this.progress = progress;
            this.persistence = new Persistence(directory, means.pause(), progress);
        }

        Applied run() {
            for (Part part : parts) {
                if (part.compare(wanted, current).changes()) {
                    step(part);
                }
            }
            return new Applied(current.clientId(), steps, failure, secret);
        }

        private void step(Part part) {
            List<Write> writes = part.compare(wanted, current).writes();
            for (Write write : writes) {
                if (failure.isEmpty()) {
                    send(part.name(), write);
                }
            }
            boolean done = failure.isEmpty();
            steps.add(new Applied.Step(part.name(), done));
            if (done) {
                progress.done(part.name());
            }
        }

        private void send(String step, Write write) {
            Reply<ObjectNode> reply = persistence.send(step, write, young);
            if (reply instanceof Reply.Answered<ObjectNode>(ObjectNode answer)) {
                current = write.after().known(current, answer);
                young = true;
                secret = secretIn(answer).or(() -> secret);
            } else {
                failure = Optional.of(reply.trouble(step));
            }
        }

        private static Optional<NewSecret> secretIn(ObjectNode answer) {
            String value = answer.path("secretText").asText("");
            return value.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new NewSecret(value, answer.path("endDateTime").asText("")));
        }
    }
}
