package signet.interop;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.model.DSSException;
import eu.europa.esig.dss.model.TimestampBinary;
import eu.europa.esig.dss.spi.x509.tsp.TSPSource;
import eu.europa.esig.dss.token.KSPrivateKeyEntry;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;

/** A time-stamp authority in this process, so that no network is measured. */
final class LocalTimeStampAuthority implements TSPSource {
    private static final long serialVersionUID = 1L;
    private static final ASN1ObjectIdentifier POLICY =
            new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

    private final transient PrivateKey key;
    private final transient X509Certificate certificate;
    private long serial;

    LocalTimeStampAuthority(KSPrivateKeyEntry entry) {
        key = entry.getPrivateKey();
        certificate = entry.getCertificate().getCertificate();
    }

    @Override
    public TimestampBinary getTimeStampResponse(DigestAlgorithm algorithm, byte[] digest) {
        try {
            TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
            requests.setCertReq(true);
            TimeStampRequest request =
                    requests.generate(new ASN1ObjectIdentifier(algorithm.getOid()), digest);
            BigInteger number = BigInteger.valueOf(++serial);
            return new TimestampBinary(
                    generator().generate(request, number, new Date()).getEncoded());
        } catch (Exception failure) {
            throw new DSSException("no time-stamp could be made", failure);
        }
    }

    private TimeStampTokenGenerator generator() throws Exception {
        SignerInfoGenerator signer =
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", key, certificate);
        DigestCalculator digests =
                new JcaDigestCalculatorProviderBuilder()
                        .build()
                        .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
        TimeStampTokenGenerator generator = new TimeStampTokenGenerator(signer, digests, POLICY);
        generator.addCertificates(new JcaCertStore(List.of(new JcaX509CertificateHolder(certificate))));
        return generator;
    }
}
