package dev.gatehouse.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration that loads, to be changed by what a test is about. */
record Loading(String yaml, Map<String, String> environment, List<String> sets) {
    static final String REGISTRATION = "60000000-0000-4000-8000-000000000001";
    static final String CONTOSO = "c0000000-0000-4000-8000-000000000001";
    static final String ENTRA = "entra: {tenant: " + CONTOSO + ", client: " + REGISTRATION + "}\n";

    /** The least that loads, and more. */
    static Loading with(String more) {
        return new Loading(ENTRA + more, Map.of(), List.of());
    }

    /** With a client secret, so that on-behalf-of is possible. */
    static Loading withCredential(String more) {
        return with(more).variable("AZURE_AD_CLIENT_SECRET", "s3cr3t");
    }

    static Loading exactly(String yaml) {
        return new Loading(yaml, Map.of(), List.of());
    }

    Loading variable(String name, String value) {
        var more = new HashMap<>(environment);
        more.put(name, value);
        return new Loading(yaml, more, sets);
    }

    Loading set(String... values) {
        return new Loading(yaml, environment, List.of(values));
    }

    Loaded load() {
        try {
            Path directory = Files.createTempDirectory("config");
            Path file = Files.writeString(directory.resolve("gatehouse.yaml"), yaml);
            try {
                return ConfigLoader.load(Optional.of(file), environment, sets);
            } finally {
                Files.delete(file);
                Files.delete(directory);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Loaded.Ok ok() {
        return switch (load()) {
            case Loaded.Ok ok -> ok;
            case Loaded.Faulty(List<Problem> problems) ->
                    throw new AssertionError(Problem.message(problems));
        };
    }

    GatehouseConfig config() {
        return ok().config();
    }

    List<String> warnings() {
        return ok().warnings().stream().map(Warning::toString).toList();
    }

    List<String> problems() {
        return switch (load()) {
            case Loaded.Ok _ -> List.of();
            case Loaded.Faulty(List<Problem> problems) ->
                    problems.stream().map(Problem::toString).toList();
        };
    }
}
