package dev.gatehouse.server.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads YAML strictly: one document, every key once, no aliases. Its messages name line and column
 * and never quote the text, which may hold a secret.
 */
final class YamlText {
    /** The most that is read, in characters. */
    static final int LIMIT = 1 << 20;

    private static final int DEPTH = 32;
    private static final Pattern HARMLESS =
            Pattern.compile(
                    "mapping values are not allowed here"
                            + "|could not find expected ':'"
                            + "|expected [a-z ',<>\\[\\]{}-]+, but (got|found) '?<[a-z -]+>'?"
                            + "|found unexpected end of stream"
                            + "|found character '.(\\([A-Z]+\\))?' that cannot start any token\\..*",
                    Pattern.CASE_INSENSITIVE);
    private static final YAMLFactory YAML = factory();

    private final YAMLParser parser;
    private final IntFunction<Origin> originOfLine;

    private YamlText(YAMLParser parser, IntFunction<Origin> originOfLine) {
        this.parser = parser;
        this.originOfLine = originOfLine;
    }

    /** The text does not say one thing; the message tells why and where. */
    static final class Unreadable extends Exception {
        private final transient Origin origin;

        Unreadable(String message, Origin origin) {
            super(message);
            this.origin = origin;
        }

        Origin origin() {
            return origin;
        }
    }

    /** The value that {@code text} holds; an empty mapping if it holds none. */
    static Node read(String text, IntFunction<Origin> originOfLine) throws Unreadable {
        if (text.length() > LIMIT) {
            throw new Unreadable("more than 1 MiB", originOfLine.apply(1));
        }
        try (YAMLParser parser = YAML.createParser(text)) {
            return new YamlText(parser, originOfLine).document();
        } catch (JsonProcessingException syntax) {
            throw invalid(syntax, originOfLine);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Unreadable invalid(
            JsonProcessingException syntax, IntFunction<Origin> originOfLine) {
        int line = 1;
        int column = 1;
        if (syntax.getCause() instanceof MarkedYAMLException marked
                && marked.getProblemMark() != null) {
            line = marked.getProblemMark().getLine() + 1;
            column = marked.getProblemMark().getColumn() + 1;
        } else if (syntax.getLocation() != null) {
            line = syntax.getLocation().getLineNr();
            column = syntax.getLocation().getColumnNr();
        }
        return new Unreadable(
                "no valid YAML at line " + line + ", column " + column + reason(syntax),
                originOfLine.apply(line));
    }

    /** The parser's reason, where it is one of those that name signs and not the text. */
    private static String reason(JsonProcessingException syntax) {
        return syntax.getCause() instanceof MarkedYAMLException marked
                        && marked.getProblem() != null
                        && HARMLESS.matcher(marked.getProblem()).matches()
                ? ": " + marked.getProblem()
                : "";
    }

    private Node document() throws IOException, Unreadable {
        if (parser.nextToken() == null) {
            return Node.Tree.empty(originOfLine.apply(1));
        }
        Node root = value();
        if (parser.nextToken() != null) {
            throw unreadable("a second document");
        }
        return root;
    }

    private Node value() throws IOException, Unreadable {
        if (parser.isCurrentAlias()) {
            throw unreadable("an alias");
        }
        Origin origin = originOfLine.apply(line());
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> tree(origin);
            case START_ARRAY -> sequence(origin);
            case VALUE_NULL -> new Node.Scalar("", Node.Scalar.Kind.NULL, origin);
            case VALUE_TRUE, VALUE_FALSE ->
                    new Node.Scalar(
                            parser.getText().toLowerCase(Locale.ROOT),
                            Node.Scalar.Kind.BOOLEAN,
                            origin);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    new Node.Scalar(parser.getText(), Node.Scalar.Kind.NUMBER, origin);
            default -> text(parser.getText(), origin);
        };
    }

    /** An empty text is nothing, quoted or not. */
    private static Node text(String text, Origin origin) {
        var kind = text.isEmpty() ? Node.Scalar.Kind.NULL : Node.Scalar.Kind.TEXT;
        return new Node.Scalar(text, kind, origin);
    }

    private Node tree(Origin origin) throws IOException, Unreadable {
        Node.Tree tree = Node.Tree.empty(origin);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (tree.children().containsKey(name)) {
                throw unreadable("a key twice in one mapping");
            }
            parser.nextToken();
            tree.children().put(name, value());
        }
        return tree;
    }

    private Node sequence(Origin origin) throws IOException, Unreadable {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return new Node.Sequence(items, origin);
    }

    private Unreadable unreadable(String what) {
        JsonLocation at = parser.currentTokenLocation();
        return new Unreadable(
                what + " at line " + at.getLineNr() + ", column " + at.getColumnNr(),
                originOfLine.apply(at.getLineNr()));
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private static YAMLFactory factory() {
        var options = new LoaderOptions();
        options.setCodePointLimit(LIMIT);
        options.setNestingDepthLimit(DEPTH);
        options.setMaxAliasesForCollections(0);
        return YAMLFactory.builder()
                .loaderOptions(options)
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                .build();
    }
}
