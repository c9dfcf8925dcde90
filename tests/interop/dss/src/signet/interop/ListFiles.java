package signet.interop;

import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.DSSException;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.client.http.DSSFileLoader;
import eu.europa.esig.dss.spi.tsl.TrustedListsCertificateSource;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.tsl.job.TLValidationJob;
import eu.europa.esig.dss.tsl.source.LOTLSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Trusted lists on this machine. A table names them, one a line, with tabs between: kind
 * (official-journal, list-of-lists, pivot or list), URL and file. Nothing comes from elsewhere. The
 * lists themselves are judged as of today, as DSS does it.
 */
final class ListFiles {
    final TrustedListsCertificateSource trust = new TrustedListsCertificateSource();
    /** What DSS says of the signature of each list that is here, by file name. */
    final Map<String, String> lists = new TreeMap<>();

    private final Map<String, Path> files = new HashMap<>();

    ListFiles(Path table) throws IOException {
        CommonTrustedCertificateSource officialJournal = new CommonTrustedCertificateSource();
        LOTLSource listOfLists = new LOTLSource();
        listOfLists.setCertificateSource(officialJournal);
        listOfLists.setPivotSupport(true);
        for (String line : Files.readAllLines(table)) {
            String[] fields = line.split("\t", -1);
            files.put(fields[1], Path.of(fields[2]));
            if (fields[0].equals("list-of-lists")) listOfLists.setUrl(fields[1]);
            if (fields[0].equals("official-journal")) {
                officialJournal.addCertificate(DSSUtils.loadCertificate(new File(fields[2])));
            }
        }
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            run(listOfLists, threads);
        } finally {
            threads.shutdown();
        }
    }

    private void run(LOTLSource listOfLists, ExecutorService threads) {
        TLValidationJob job = new TLValidationJob();
        job.setListOfTrustedListSources(listOfLists);
        job.setOfflineDataLoader(new Loader(new HashMap<>(files)));
        job.setTrustedListCertificateSource(trust);
        job.setExecutorService(threads);
        job.offlineRefresh();
        // The types of these lie elsewhere in each generation.
        for (var lotl : job.getSummary().getLOTLInfos()) {
            var said = lotl.getValidationCacheInfo();
            note(lotl.getUrl(), said.getIndication(), said.getSubIndication());
            for (var list : lotl.getTLInfos()) {
                var saidOfList = list.getValidationCacheInfo();
                note(list.getUrl(), saidOfList.getIndication(), saidOfList.getSubIndication());
            }
        }
    }

    private void note(String url, Enum<?> indication, Enum<?> subIndication) {
        if (!files.containsKey(url)) return;
        String said = indication == null ? "not read" : indication.name();
        lists.put(
                files.get(url).getFileName().toString(),
                subIndication == null ? said : said + " " + subIndication.name());
    }

    private static final class Loader implements DSSFileLoader {
        private static final long serialVersionUID = 1L;
        private final HashMap<String, Path> files;

        Loader(HashMap<String, Path> files) {
            this.files = files;
        }

        @Override
        public DSSDocument getDocument(String url) {
            if (!files.containsKey(url)) throw new DSSException("not here: " + url);
            try {
                return new InMemoryDocument(Files.readAllBytes(files.get(url)), url);
            } catch (IOException failure) {
                throw new DSSException("not readable: " + url, failure);
            }
        }

        /** Asked for by 5.11.1 only. */
        public boolean remove(String url) {
            return false;
        }
    }
}
