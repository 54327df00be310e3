package dev.gatehouse.operate.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Fails until {@code DegradedDocuments.main} has been run after a change of the type. */
class DegradedDocumentsTest {
    @Test
    void consolesTypesAreThoseOfTheTaxonomy() throws IOException {
        assertThat(Files.readString(DegradedDocuments.TYPESCRIPT))
                .isEqualTo(DegradedDocuments.typescript());
    }

    @Test
    void pageListsTheTaxonomy() throws IOException {
        String page = Files.readString(DegradedDocuments.PAGE);
        assertThat(page)
                .contains(
                        DegradedDocuments.BEGIN + DegradedDocuments.table() + DegradedDocuments.END)
                .contains(Degraded.METRIC);
    }
}
