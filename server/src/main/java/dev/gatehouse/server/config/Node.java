package dev.gatehouse.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of configuration before it has a meaning, with the place it comes from. */
sealed interface Node {
    Origin origin();

    /** A sort of value, for messages. */
    String sort();

    /** A scalar as written; {@code kind} is how YAML reads it unquoted. */
    record Scalar(String text, Kind kind, Origin origin) implements Node {
        enum Kind {
            TEXT,
            NUMBER,
            BOOLEAN,
            NULL
        }

        boolean isTrue() {
            return kind == Kind.BOOLEAN && text.equals("true");
        }

        boolean isFalse() {
            return kind == Kind.BOOLEAN && text.equals("false");
        }

        @Override
        public String sort() {
            return switch (kind) {
                case TEXT -> "a text";
                case NUMBER -> "a number";
                case BOOLEAN -> "true or false";
                case NULL -> "nothing";
            };
        }
    }

    /** A list. */
    record Sequence(List<Node> items, Origin origin) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String sort() {
            return "a list";
        }
    }

    /** A mapping, in the order written. Grows while sources are laid over each other. */
    record Tree(Map<String, Node> children, Origin origin) implements Node {
        static Tree empty(Origin origin) {
            return new Tree(new LinkedHashMap<>(), origin);
        }

        @Override
        public String sort() {
            return "a mapping";
        }

        /** Sets the value at a dotted path, replacing what is in its way. */
        void put(List<String> path, Node value) {
            String head = path.getFirst();
            if (path.size() == 1) {
                children.put(head, value);
                return;
            }
            if (!(children.get(head) instanceof Tree)) {
                children.put(head, empty(value.origin()));
            }
            if (children.get(head) instanceof Tree below) {
                below.put(path.subList(1, path.size()), value);
            }
        }
    }
}
