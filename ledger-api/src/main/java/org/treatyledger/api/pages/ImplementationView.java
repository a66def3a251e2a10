package org.treatyledger.api.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.implementation.Area;
import org.treatyledger.projections.web.ImplementationMatrix;
import org.treatyledger.projections.web.ImplementationMatrix.Row;
import org.treatyledger.projections.web.Problem;

/**
 * The matrix of national implementation as its page shows it, filtered.
 *
 * @param rows States for which something is recorded
 * @param none parties for which nothing is
 * @param regions the regional groups that can be asked for
 */
public record ImplementationView(
        ImplementationMatrix matrix, Filter filter, List<Row> rows, List<Row> none, List<String> regions) {

    /** What can be asked of a State's implementation. */
    public enum Standing {
        ALL("all", "Everything"),
        LAW("law", "A law in at least one area"),
        NO_LAW("no-law", "Steps, but no law"),
        NONE("none", "Nothing recorded"),
        CONTESTED("contested", "Assessors differ"),
        UNCERTAIN("uncertain", "Depends on an unknown day");

        private final String label;
        private final String words;

        Standing(String label, String words) {
            this.label = label;
            this.words = words;
        }

        /** The word in the address. */
        public String label() {
            return label;
        }

        /** The words on the page. */
        public String words() {
            return words;
        }

        boolean holds(Row row) {
            return switch (this) {
                case ALL -> true;
                case LAW -> !row.areasCovered().isEmpty();
                case NO_LAW -> !row.isEmpty() && row.areasCovered().isEmpty();
                case NONE -> row.isEmpty();
                case CONTESTED -> row.isContested();
                case UNCERTAIN -> row.isUncertain();
            };
        }
    }

    /**
     * Which States are shown.
     *
     * @param region null for every one
     */
    public record Filter(@Nullable String region, Standing standing) {

        /** Every State. */
        static final Filter NONE = new Filter(null, Standing.ALL);

        /** The filter that the address names; a 400 problem where there is none of that name. */
        static Filter read(@Nullable String region, @Nullable String status) {
            var standing = Inputs.text(status).isEmpty() ? Standing.ALL.label() : Inputs.text(status);
            return new Filter(
                    Inputs.text(region).isEmpty() ? null : Inputs.text(region),
                    Arrays.stream(Standing.values())
                            .filter(one -> one.label().equals(standing))
                            .findFirst()
                            .orElseThrow(() -> Problem.of(
                                            400, "malformed-parameter", "“" + standing + "” cannot be asked for.")
                                    .field("status")
                                    .remedy("Choose one of the list.")
                                    .asException()));
        }

        /** Whether something is left out. */
        public boolean isSet() {
            return region != null || standing != Standing.ALL;
        }

        private boolean shows(Row row) {
            return (region == null || region.equals(row.region())) && standing.holds(row);
        }
    }

    static ImplementationView of(ImplementationMatrix matrix, Filter filter) {
        return new ImplementationView(
                matrix,
                filter,
                matrix.rows().stream()
                        .filter(row -> !row.isEmpty() && filter.shows(row))
                        .toList(),
                matrix.none().stream().filter(filter::shows).toList(),
                matrix.rows().stream()
                        .map(Row::region)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** The four areas, in the order of the columns. */
    public List<Area> areas() {
        return List.of(Area.values());
    }

    /** What can be asked for. */
    public List<Standing> standings() {
        return List.of(Standing.values());
    }

    /** Whether nothing at all is on record of anybody. */
    public boolean isEmpty() {
        return matrix.rows().stream().allMatch(Row::isEmpty);
    }
}
