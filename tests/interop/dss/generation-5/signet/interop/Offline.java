package signet.interop;

import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.CertificateVerifier;
import eu.europa.esig.dss.validation.CommonCertificateVerifier;
import java.util.List;

/** The one class of the API used here that lies elsewhere in each generation. */
final class Offline {
    private Offline() {}

    /** Fetches nothing: no issuers by AIA, no OCSP, no CRL. */
    static CertificateVerifier verifier(List<CommonTrustedCertificateSource> trust) {
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setAIASource(null);
        verifier.setTrustedCertSources(trust.toArray(new CommonTrustedCertificateSource[0]));
        return verifier;
    }
}
