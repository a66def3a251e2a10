package org.treatyledger.core.rules;

/** English for numbers, as traces and clauses read them. */
final class Ordinals {

    private static final String[] UNITS = {
        "",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };

    private Ordinals() {}

    /** 1st, 2nd, 3rd, 11th, 21st. */
    static String numeral(int n) {
        var teens = n % 100 >= 11 && n % 100 <= 13;
        var suffix =
                switch (teens ? 0 : n % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return n + suffix;
    }

    /** first, sixtieth, twenty-first; numerals from one hundred on. */
    static String word(int n) {
        if (n < 1 || n > 99) {
            return numeral(n);
        }
        if (n < UNITS.length) {
            return UNITS[n];
        }
        var tens = TENS[n / 10];
        return n % 10 == 0 ? tens.substring(0, tens.length() - 1) + "ieth" : tens + "-" + UNITS[n % 10];
    }

    /** 1 year, 3 months. */
    static String amount(int n, String unit) {
        return n + " " + unit + (n == 1 ? "" : "s");
    }
}
