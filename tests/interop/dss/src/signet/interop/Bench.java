package signet.interop;

import com.sun.management.OperatingSystemMXBean;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.JWSSerializationType;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.enumerations.SignaturePackaging;
import eu.europa.esig.dss.jades.JAdESSignatureParameters;
import eu.europa.esig.dss.jades.signature.JAdESService;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.ToBeSigned;
import eu.europa.esig.dss.model.x509.revocation.Revocation;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.OfflineRevocationSource;
import eu.europa.esig.dss.spi.x509.revocation.RevocationSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.spi.x509.revocation.ocsp.ExternalResourcesOCSPSource;
import eu.europa.esig.dss.token.KSPrivateKeyEntry;
import eu.europa.esig.dss.token.Pkcs12SignatureToken;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore.PasswordProtection;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What DSS costs: {@code Bench FOLDER SECONDS TIME} with what make_bench_inputs has put into FOLDER.
 * One thread, measured for SECONDS of CPU when it is warm; prints NAME, tab, number.
 * CPU is that of the whole process, so that collecting garbage counts.
 */
public final class Bench {
    private static final int BATCH = 100;
    private static final int WARM_UP_BATCHES = 20;
    private static final char[] PASSWORD = "bench".toCharArray();

    private Bench() {}

    private interface Step {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        double seconds = Double.parseDouble(arguments[1]);
        Date at = Date.from(Instant.parse(arguments[2]));
        DSSDocument sealed = read(folder.resolve("sealed.json"));
        CommonTrustedCertificateSource anchors = readAnchors(folder);
        measure("verification", seconds, () -> requirePassed(sealed, anchors, at));
        Sealing sealing = new Sealing(folder);
        measure("sealing", seconds, sealing::once);
        requirePassed(sealing.last, anchors, new Date());
    }

    private static CommonTrustedCertificateSource readAnchors(Path folder) {
        return Judge.readAnchors(
                Stream.of("seal-ca.pem", "signature-tsa.pem", "archive-tsa.pem")
                        .map(name -> folder.resolve(name).toString())
                        .collect(Collectors.joining(",")));
    }

    private static InMemoryDocument read(Path file) throws IOException {
        return new InMemoryDocument(Files.readAllBytes(file));
    }

    private static void requirePassed(
            DSSDocument sealed, CommonTrustedCertificateSource anchors, Date at) {
        SimpleReport report = Judge.validate(sealed, List.of(anchors), at).getSimpleReport();
        String id = report.getFirstSignatureId();
        if (report.getIndication(id) != Indication.TOTAL_PASSED) {
            throw new IllegalStateException(
                    "measured on a seal that does not pass: " + report.getSubIndication(id));
        }
    }

    private static void measure(String name, double seconds, Step step) throws Exception {
        warmUp(step);
        double before = cpuSeconds();
        long begin = System.nanoTime();
        long count = repeat(seconds, step);
        double elapsed = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%s_cpu_ms\t%.3f%n", name, 1e3 * (cpuSeconds() - before) / count);
        System.out.printf("%s_per_second\t%.1f%n", name, count / elapsed);
    }

    // Until a batch is no longer clearly cheaper than the one before.
    private static void warmUp(Step step) throws Exception {
        double previous = Double.MAX_VALUE;
        for (int batch = 0; batch < WARM_UP_BATCHES; ++batch) {
            double begin = cpuSeconds();
            for (int i = 0; i < BATCH; ++i) step.run();
            double cost = cpuSeconds() - begin;
            if (cost > 0.9 * previous) return;
            previous = cost;
        }
    }

    // Seconds of CPU, so that a busy machine does not measure a colder program.
    private static long repeat(double seconds, Step step) throws Exception {
        double end = cpuSeconds() + seconds;
        long count = 0;
        do {
            step.run();
            ++count;
        } while (cpuSeconds() < end);
        return count;
    }

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    /** B-LTA seals with a key in memory, a time-stamp authority in the process, a CRL and an OCSP response at hand. */
    private static final class Sealing {
        private final DSSDocument payload;
        private final Pkcs12SignatureToken token;
        private final KSPrivateKeyEntry signer;
        private final JAdESService service;
        DSSDocument last;

        Sealing(Path folder) throws IOException {
            payload = read(folder.resolve("payload.json"));
            token = open(folder.resolve("signer.p12"));
            signer = (KSPrivateKeyEntry) token.getKeys().get(0);
            var verifier =
                    Offline.verifier(List.of(readAnchors(folder)));
            verifier.setCrlSource(
                    fromOffline(
                            new ExternalResourcesCRLSource(read(folder.resolve("root.crl")))));
            verifier.setOcspSource(
                    fromOffline(
                            new ExternalResourcesOCSPSource(read(folder.resolve("signer.ocsp")))));
            service = new JAdESService(verifier);
            KSPrivateKeyEntry authority =
                    (KSPrivateKeyEntry) open(folder.resolve("tsa.p12")).getKeys().get(0);
            service.setTspSource(new LocalTimeStampAuthority(authority));
        }

        void once() {
            JAdESSignatureParameters parameters = new JAdESSignatureParameters();
            parameters.setSigningCertificate(signer.getCertificate());
            parameters.setCertificateChain(signer.getCertificateChain());
            parameters.setSignatureLevel(SignatureLevel.JAdES_BASELINE_LTA);
            parameters.setSignaturePackaging(SignaturePackaging.ENVELOPING);
            parameters.setJwsSerializationType(JWSSerializationType.JSON_SERIALIZATION);
            parameters.setBase64UrlEncodedPayload(false);
            parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
            parameters.bLevel().setSigningDate(new Date());
            ToBeSigned input = service.getDataToSign(payload, parameters);
            SignatureValue value = token.sign(input, DigestAlgorithm.SHA256, signer);
            last = service.signDocument(payload, parameters, value);
        }

        private static Pkcs12SignatureToken open(Path file) throws IOException {
            return new Pkcs12SignatureToken(file.toFile(), new PasswordProtection(PASSWORD));
        }
    }

    private static <R extends Revocation> RevocationSource<R> fromOffline(
            OfflineRevocationSource<R> source) {
        return (certificate, issuer) ->
                source.getRevocationTokens(certificate, issuer).stream().findFirst().orElse(null);
    }
}
