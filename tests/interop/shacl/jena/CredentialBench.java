package signet.interop;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import com.apicatalog.rdf.RdfDataset;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.system.JenaTitanium;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.ValidationReport;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.graph.GraphFactory;

/**
 * What the Commission's own stack costs, Titanium JSON-LD and Jena SHACL: {@code CredentialBench
 * SECONDS IRI=CONTEXT… SHAPES.ttl… CREDENTIAL…}. One thread, warm. Prints for each credential its
 * file, the milliseconds of reading its text into a graph and of checking that, and how many
 * different (focus, path, component) it finds, with tabs between.
 */
public final class CredentialBench {
    private static final int WARM_UP = 200;

    private CredentialBench() {}

    private interface Step {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        double seconds = Double.parseDouble(arguments[0]);
        Map<String, Document> contexts = new HashMap<>();
        Graph shapes = GraphFactory.createDefaultGraph();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                contexts.put(argument.substring(0, equals), read(argument.substring(equals + 1)));
            }
            if (argument.endsWith(".ttl")) RDFDataMgr.read(shapes, argument);
        }
        DocumentLoader offline = (url, unused) -> contexts.get(url.toString());
        JsonLdOptions options = new JsonLdOptions(offline);
        Shapes parsed = Shapes.parse(shapes);
        for (String file : arguments) {
            if (!file.endsWith(".credential.json")) continue;
            String text = Files.readString(Path.of(file));
            Graph graph = toGraph(text, options);
            double reading = measure(seconds, () -> toGraph(text, options));
            double checking = measure(seconds, () -> check(parsed, graph));
            System.out.printf(
                    "%s\t%.4f\t%.4f\t%d%n", file, reading, checking, count(check(parsed, graph)));
        }
    }

    private static Document read(String file) throws Exception {
        return JsonDocument.of(Files.newBufferedReader(Path.of(file)));
    }

    private static Graph toGraph(String text, JsonLdOptions options) throws JsonLdError {
        Document document = JsonDocument.of(new StringReader(text));
        RdfDataset read = JsonLd.toRdf(document).options(options).get();
        DatasetGraph out = DatasetGraphFactory.create();
        JenaTitanium.convert(read, StreamRDFLib.dataset(out));
        return out.getDefaultGraph();
    }

    private static ValidationReport check(Shapes shapes, Graph graph) {
        return ShaclValidator.get().validate(shapes, graph);
    }

    private static long count(ValidationReport report) {
        Stream<String> results =
                report.getEntries().stream()
                        .map(e -> e.focusNode() + " " + e.resultPath() + " "
                                + e.sourceConstraintComponent());
        return results.collect(Collectors.toSet()).size();
    }

    private static double measure(double seconds, Step step) throws Exception {
        for (int i = 0; i < WARM_UP; ++i) step.run();
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        int count = 0;
        while (System.nanoTime() < end) {
            step.run();
            ++count;
        }
        return (System.nanoTime() - begin) / 1e6 / count;
    }
}
