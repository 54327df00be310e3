package dev.gatehouse.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.operate.doctor.Finding;
import dev.gatehouse.operate.doctor.Report;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the doctor found.
 *
 * @param preconditionsLack whether it had nothing to go by: no usable configuration, or no platform
 *     identity where one is needed
 */
public record DoctorReport(
        List<Row> rows, long ok, long warn, long fail, long fixed, boolean preconditionsLack) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public DoctorReport {
        rows = List.copyOf(rows);
    }

    /** How a row ended. */
    public enum Status {
        OK,
        WARN,
        FAIL,
        FIXED;

        /** As answers write it. */
        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One row; ids are masked but in the command.
     *
     * @param check the check's stable id
     * @param command for a shell
     */
    public record Row(
            String check,
            Status status,
            String label,
            String detail,
            Optional<String> remedy,
            Optional<String> command) {}

    static DoctorReport of(Report report, Function<Finding, Row> row) {
        return new DoctorReport(
                report.findings().stream().map(row).toList(),
                report.ok(),
                report.warnings(),
                report.failures(),
                report.fixed(),
                report.preconditionsLack());
    }

    static Row row(Finding finding) {
        Status status =
                switch (finding) {
                    case Finding.Ok _ -> Status.OK;
                    case Finding.Warn _ -> Status.WARN;
                    case Finding.Fail _ -> Status.FAIL;
                    case Finding.Fixed _ -> Status.FIXED;
                };
        return new Row(
                finding.check().wire(),
                status,
                finding.label(),
                finding.detail(),
                finding.remedy(),
                finding.command());
    }

    /** {@code {rows: […], summary: {ok, warn, fail, fixed}}}. */
    public String json() {
        ObjectNode body = JSON.createObjectNode();
        var list = body.putArray("rows");
        for (Row row : rows) {
            ObjectNode item =
                    list.addObject()
                            .put("check", row.check())
                            .put("status", row.status().wire())
                            .put("label", row.label())
                            .put("detail", row.detail());
            row.remedy().ifPresent(it -> item.put("remedy", it));
            row.command().ifPresent(it -> item.put("command", it));
        }
        body.putObject("summary")
                .put("ok", ok)
                .put("warn", warn)
                .put("fail", fail)
                .put("fixed", fixed);
        return body.toString();
    }
}
