package dev.gatehouse.cli;

import dev.gatehouse.server.SettingUp;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --browser}. */
final class BrowserChoice implements ITypeConverter<SettingUp.Browser> {
    @Override
    public SettingUp.Browser convert(String text) {
        for (SettingUp.Browser browser : SettingUp.Browser.values()) {
            if (browser.name().toLowerCase(Locale.ROOT).equals(text)) {
                return browser;
            }
        }
        throw new TypeConversionException("'" + text + "' is none of session, spa, both");
    }
}
