package dev.gatehouse.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the configuration: defaults, the file over them, the environment over the file, and {@code
 * --set} over all. Reports every problem at once.
 */
public final class ConfigLoader {
    private static final Pattern KEY = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

    private final Path base;
    private final Map<String, String> environment;
    private final Findings findings = new Findings();

    private ConfigLoader(Path base, Map<String, String> environment) {
        this.base = base;
        this.environment = environment;
    }

    /**
     * Loads and checks everything.
     *
     * @param file the configuration file; relative paths in it start from its directory
     * @param environment the environment variables
     * @param sets {@code key=value} each; dotted key, YAML value
     */
    public static Loaded load(
            Optional<Path> file, Map<String, String> environment, List<String> sets) {
        Path base = file.map(Path::toAbsolutePath).map(Path::getParent).orElse(Path.of(""));
        return new ConfigLoader(base, Map.copyOf(environment)).load(file, sets);
    }

    /**
     * What {@code serve --upstream URL} means, as {@code --set} values: one upstream named {@code
     * app}, every path to it for those who signed in, and no workbench.
     */
    public static List<String> protecting(String url) {
        return List.of(
                "upstreams={app: {url: '" + url.replace("'", "''") + "'}}",
                "routes=[{path: /**, allow: {signed-in: true}, to: app}]",
                "workbench=false");
    }

    /**
     * The same for {@code setup}, which comes before there is a registration or a proof of it:
     * {@code entra.client} may be missing ({@link EntraConfig#registered}), and the credential is
     * not read.
     */
    public static Loaded loadBeforeSetup(
            Optional<Path> file, Map<String, String> environment, List<String> sets) {
        Path base = file.map(Path::toAbsolutePath).map(Path::getParent).orElse(Path.of(""));
        var loader = new ConfigLoader(base, Map.copyOf(environment));
        return loader.layers(file, sets)
                .map(new BeforeSetup()::over)
                .map(loader::loaded)
                .orElseGet(loader::faulty);
    }

    /**
     * The same for a developer who asks Azure in their own name and needs no registration: {@code
     * entra.client} and {@code entra.tenant} may be missing ({@link EntraConfig#chosen}), and the
     * credential is not read.
     */
    public static Loaded loadForDeveloper(
            Optional<Path> file, Map<String, String> environment, List<String> sets) {
        Path base = file.map(Path::toAbsolutePath).map(Path::getParent).orElse(Path.of(""));
        var loader = new ConfigLoader(base, Map.copyOf(environment));
        return loader.layers(file, sets)
                .map(new BeforeSetup()::over)
                .map(ConfigLoader::inSomeTenant)
                .map(loader::loaded)
                .orElseGet(loader::faulty);
    }

    private static Node.Tree inSomeTenant(Node.Tree root) {
        if (root.children().get("entra") instanceof Node.Tree entra
                && !entra.children().containsKey("tenant")) {
            root.put(
                    List.of("entra", "tenant"),
                    new Node.Scalar(
                            EntraConfig.SIGNED_IN.toString(),
                            Node.Scalar.Kind.TEXT,
                            new Origin.Default()));
        }
        return root;
    }

    private Loaded load(Optional<Path> file, List<String> sets) {
        return layers(file, sets).map(this::loaded).orElseGet(this::faulty);
    }

    private Loaded faulty() {
        return new Loaded.Faulty(findings.problems());
    }

    /** Empty if the file cannot be read: what is missing then is no problem of its own. */
    private Optional<Node.Tree> layers(Optional<Path> file, List<String> sets) {
        Node.Tree root =
                file.map(this::read).orElseGet(() -> Node.Tree.empty(new Origin.Default()));
        if (!findings.problems().isEmpty()) {
            return Optional.empty();
        }
        new EnvironmentLayer(environment, findings).layOver(root);
        sets.forEach(set -> layOver(root, set));
        return Optional.of(root);
    }

    private Loaded loaded(Node.Tree root) {
        new UnknownKeys(findings).check(root);
        GatehouseConfig config = config(Section.root(root, findings));
        if (!findings.problems().isEmpty()) {
            return faulty();
        }
        var report = new ConfigReport(findings.entries(), config.routes(), findings.warnings());
        return new Loaded.Ok(config, findings.warnings(), report);
    }

    private Node.Tree read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            if (Files.size(file) > YamlText.LIMIT) {
                throw new YamlText.Unreadable("more than 1 MiB", new Origin.File(name, 1));
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Node node = YamlText.read(text, line -> new Origin.File(name, line));
            if (node instanceof Node.Tree tree) {
                return tree;
            }
            findings.add(new Problem(name, node.origin(), node.sort(), "a mapping"));
        } catch (YamlText.Unreadable unreadable) {
            unreadable(name, unreadable);
        } catch (IOException unreadable) {
            findings.add(
                    new Problem(
                            name,
                            new Origin.Default(),
                            Files.exists(file)
                                    ? "a file that cannot be read as UTF-8"
                                    : "no file " + file.toAbsolutePath(),
                            "a YAML file"));
        }
        return Node.Tree.empty(new Origin.Default());
    }

    private void layOver(Node.Tree root, String set) {
        String[] parts = set.split("=", 2);
        if (parts.length < 2 || !KEY.matcher(parts[0]).matches()) {
            findings.add(
                    new Problem(
                            "--set",
                            new Origin.CommandLine(),
                            "no dotted key and equals sign",
                            "key=value"));
            return;
        }
        try {
            Node value =
                    parts[1].isBlank()
                            ? new Node.Scalar("", Node.Scalar.Kind.NULL, new Origin.CommandLine())
                            : YamlText.read(parts[1], _ -> new Origin.CommandLine());
            root.put(List.of(parts[0].split("\\.")), value);
        } catch (YamlText.Unreadable unreadable) {
            unreadable(parts[0], unreadable);
        }
    }

    private void unreadable(String key, YamlText.Unreadable unreadable) {
        findings.add(
                new Problem(
                        key,
                        unreadable.origin(),
                        String.valueOf(unreadable.getMessage()),
                        "one YAML document of at most 1 MiB, each key once, without aliases"));
    }

    private GatehouseConfig config(Section root) {
        var files = new NamedFiles(base);
        var auths = new AuthReader(root);
        var server = new ServerReader(root, files);
        EntraConfig read = new EntraReader(root.below("entra"), files, environment).read();
        DownstreamConfig downstream = auths.downstream(read);
        EntraConfig entra = read.vouchedFor(downstream.managedIdentity());
        AuthzConfig authz = auths.authz();
        Map<String, UpstreamConfig> upstreams = new UpstreamsReader(root).read();
        return new GatehouseConfig(
                entra,
                downstream,
                authz,
                auths.auth(entra.client()),
                upstreams,
                new RoutesReader(root, authz, downstream, upstreams).read(),
                server.workbench(),
                server.store(),
                server.listen(),
                server.session(),
                server.limits(),
                server.audit(),
                new DoctorReader(root).read());
    }
}
