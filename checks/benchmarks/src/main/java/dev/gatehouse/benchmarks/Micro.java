package dev.gatehouse.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs the benchmarks with JMH's own options and prints one table and the ratios that matter. */
public final class Micro {
    private Micro() {}

    /** Takes what JMH takes; {@link Step} has the defaults. */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        Collection<RunResult> results = new Runner(new CommandLineOptions(arguments)).run();
        Map<String, Double> scores = new TreeMap<>();
        System.out.println();
        System.out.println("| step | ns | ± (99.9 %) |");
        System.out.println("|---|--:|--:|");
        for (RunResult result : results) {
            var primary = result.getPrimaryResult();
            String name = nameOf(result);
            scores.put(name, primary.getScore());
            System.out.println(
                    String.format(
                            Locale.ROOT,
                            "| %s | %.0f | %.0f |",
                            name,
                            primary.getScore(),
                            primary.getScoreError()));
        }
        System.out.println();
        ratios(scores, (what, ratio) -> System.out.printf(Locale.ROOT, "%s: %.2f%n", what, ratio));
    }

    private static void ratios(Map<String, Double> scores, BiConsumer<String, Double> each) {
        for (CryptoProvider provider : CryptoProvider.values()) {
            Double miss = scores.get("Token.miss " + provider);
            Double verify = scores.get("Token.verify " + provider);
            if (miss != null && verify != null) {
                each.accept("miss / verify, " + provider, miss / verify);
            }
        }
    }

    private static String nameOf(RunResult result) {
        var parameters = result.getParams();
        String benchmark = parameters.getBenchmark();
        var name =
                new StringBuilder(
                        benchmark
                                .substring(Micro.class.getPackageName().length() + 1)
                                .replace("Benchmark.", "."));
        for (String key : parameters.getParamsKeys()) {
            name.append(' ').append(parameters.getParam(key));
        }
        return name.toString();
    }
}
