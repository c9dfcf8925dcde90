package signet.interop;

import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.simplereport.jaxb.XmlTimestamp;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;

/**
 * Judges JAdES files offline with DSS's default policy. Each line of standard input is one
 * question: file, anchors (PEM or DER files, comma between), time of judgement (RFC 3339), table of
 * trusted lists (ListFiles; may be empty), with tabs between. Each is answered by one line of JSON.
 * One thread only: DSS 6.3 is not thread-safe for JAdES.
 */
public final class Judge {
    private static final Map<String, ListFiles> LISTS = new HashMap<>();

    private Judge() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader questions =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] fields = line.split("\t", -1);
            if (fields.length != 4) throw new IllegalArgumentException("not four fields: " + line);
            System.out.println(JsonUtil.toJson(answer(fields[0], fields[1], fields[2], fields[3])));
            System.out.flush();
        }
    }

    private static Map<String, Object> answer(
            String file, String anchors, String time, String lists) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("file", file);
        answer.put("time", time);
        try {
            DSSDocument document = new InMemoryDocument(Files.readAllBytes(Path.of(file)));
            Date at = Date.from(Instant.parse(time));
            List<CommonTrustedCertificateSource> trust = new ArrayList<>();
            trust.add(readAnchors(anchors));
            if (!lists.isEmpty()) {
                if (!LISTS.containsKey(lists)) LISTS.put(lists, new ListFiles(Path.of(lists)));
                answer.put("lists", LISTS.get(lists).lists);
                trust.add(LISTS.get(lists).trust);
            }
            answer.put("signatures", signatures(validate(document, trust, at)));
        } catch (Exception | LinkageError | StackOverflowError failure) {
            // What DSS cannot read it throws for; that is an answer, too.
            answer.put("thrown", failure.getClass().getSimpleName() + ": " + failure.getMessage());
        }
        return answer;
    }

    static Reports validate(
            DSSDocument document, List<CommonTrustedCertificateSource> trust, Date at) {
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(document);
        validator.setCertificateVerifier(Offline.verifier(trust));
        validator.setValidationTime(at);
        return validator.validateDocument();
    }

    static CommonTrustedCertificateSource readAnchors(String files) {
        CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
        for (String file : files.split(",")) {
            if (!file.isEmpty()) anchors.addCertificate(DSSUtils.loadCertificate(new File(file)));
        }
        return anchors;
    }

    private static List<Object> signatures(Reports reports) {
        SimpleReport report = reports.getSimpleReport();
        List<Object> out = new ArrayList<>();
        for (String id : report.getSignatureIdList()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("conclusion", name(report.getIndication(id)));
            one.put("subIndication", name(report.getSubIndication(id)));
            one.put("format", name(report.getSignatureFormat(id)));
            one.put("qualification", report.getSignatureQualification(id).getReadable());
            one.put("bestSignatureTime", text(report.getBestSignatureTime(id)));
            one.put("claimedTime", text(report.getSigningTime(id)));
            one.put("timeStamps", timeStamps(report, reports.getDiagnosticData(), id));
            one.put("errors", texts(report.getAdESValidationErrors(id)));
            one.put("warnings", texts(report.getAdESValidationWarnings(id)));
            out.add(one);
        }
        return out;
    }

    private static List<Object> timeStamps(SimpleReport report, DiagnosticData data, String id) {
        List<Object> out = new ArrayList<>();
        for (XmlTimestamp timeStamp : report.getSignatureTimestamps(id)) {
            TimestampWrapper details = data.getTimestampById(timeStamp.getId());
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("type", name(details.getType()));
            one.put("time", text(timeStamp.getProductionTime()));
            one.put(
                    "qualification",
                    report.getTimestampQualification(timeStamp.getId()).getReadable());
            one.put("indication", name(timeStamp.getIndication()));
            one.put("subIndication", name(timeStamp.getSubIndication()));
            one.put("errors", texts(report.getAdESValidationErrors(timeStamp.getId())));
            out.add(one);
        }
        return out;
    }

    private static String name(Enum<?> value) {
        return value == null ? "" : value.name();
    }

    private static String text(Date time) {
        return time == null ? "" : time.toInstant().toString();
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::getValue).toList();
    }
}
