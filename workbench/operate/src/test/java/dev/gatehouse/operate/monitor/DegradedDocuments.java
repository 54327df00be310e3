package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is written about the taxonomy elsewhere, made of the type. {@code main} writes it. */
final class DegradedDocuments {
    static final Path TYPESCRIPT = Path.of("../console/src/api/degraded.ts");
    static final Path PAGE = Path.of("../../docs/degraded.md");
    static final String BEGIN = "<!-- generated from DegradedReason: begin -->\n";
    static final String END = "<!-- generated from DegradedReason: end -->\n";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DegradedDocuments() {}

    static void main() throws IOException {
        Files.createDirectories(TYPESCRIPT.getParent());
        Files.writeString(TYPESCRIPT, typescript());
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        Files.writeString(PAGE, before + table() + page.substring(page.indexOf(END)));
    }

    static String table() {
        String rows =
                Arrays.stream(DegradedReason.values())
                        .map(DegradedDocuments::row)
                        .collect(Collectors.joining());
        return "| code | chip | tone | banner | cause | remedy | remedy for the platform identity |\n"
                + "|---|---|---|---|---|---|---|\n"
                + rows
                + row(new Degraded.HttpStatus(500)).replace("http_500", "http_&lt;status&gt;");
    }

    private static String row(Degraded reason) {
        return "| `%s` | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        reason.code(),
                        reason.label(),
                        reason.tone().wire(),
                        reason.authIssue() ? "yes" : "",
                        reason.cause(),
                        reason.remedy(),
                        reason.platformRemedy().equals(reason.remedy())
                                ? "the same"
                                : reason.platformRemedy());
    }

    static String typescript() {
        String union =
                Arrays.stream(DegradedReason.values())
                        .map(reason -> "  | \"" + reason.code() + "\"")
                        .collect(Collectors.joining("\n"));
        String texts =
                Arrays.stream(DegradedReason.values())
                        .map(reason -> "  " + reason.code() + ": " + text(reason) + ",\n")
                        .collect(Collectors.joining());
        return """
               // Generated from dev.gatehouse.operate.monitor.DegradedReason: do not edit.
               // A test of workbench/operate fails while this file differs from the type.

               /** A reason that has a name. */
               export type DegradedReason =
               %s;

               /** `degraded_reason` of an answer. */
               export type DegradedCode = DegradedReason | `http_${number}`;

               export type DegradedTone = "danger" | "warning" | "muted";

               export interface DegradedText {
                 readonly label: string;
                 readonly tone: DegradedTone;
                 readonly authIssue: boolean;
                 readonly severity: number;
                 readonly cause: string;
                 readonly remedy: string;
                 readonly platformRemedy: string;
               }

               export const DEGRADED: Readonly<Record<DegradedReason, DegradedText>> = {
               %s};

               /** For `http_<status>`, and for codes of a newer Gatehouse. */
               export const DEGRADED_OTHERWISE: DegradedText = %s;

               /** The counter that Gatehouse keeps, with the labels `op` and `reason`. */
               export const DEGRADED_METRIC = "%s";

               export function degradedText(code: string | undefined): DegradedText {
                 const known = code ?? "azure_error";
                 return Object.hasOwn(DEGRADED, known) ? DEGRADED[known as DegradedReason] : DEGRADED_OTHERWISE;
               }
               """
                .formatted(union, texts, text(new Degraded.HttpStatus(500)), Degraded.METRIC);
    }

    private static String text(Degraded reason) {
        int severity =
                reason instanceof Degraded.HttpStatus
                        ? DegradedReason.values().length
                        : reason.severity();
        return """
               {
                   label: %s,
                   tone: %s,
                   authIssue: %s,
                   severity: %d,
                   cause: %s,
                   remedy: %s,
                   platformRemedy: %s,
                 }"""
                .formatted(
                        quoted(reason.label()),
                        quoted(reason.tone().wire()),
                        reason.authIssue(),
                        severity,
                        quoted(reason.cause()),
                        quoted(reason.remedy()),
                        quoted(reason.platformRemedy()));
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
