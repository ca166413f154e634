using Loader.Mappings.Findings;

namespace Loader.Mappings.Yaml;

/// <summary>What can be wrong with a file as YAML, whatever it is about.</summary>
public static class YamlCodes
{
    public static readonly FindingCode Syntax = new(
        "YML001",
        Severity.Error,
        "the file is not YAML",
        """
        YAML is 'name: value' lines; what belongs together is indented by the same number of spaces. A value needs quotes when it contains
        ': ' or ' #', or begins with one of ` @ % & * ! | > [ ] { } " '. Single quotes take everything as it is ('' for one quote);
        double quotes know escapes such as \n and \\.
        """);

    public static readonly FindingCode Indentation = new(
        "YML002",
        Severity.Error,
        "a line is indented with something else than spaces",
        "YAML counts spaces only. Tabs and no-break spaces look the same and are not. Editors can replace them: set 'indent with spaces'.");

    public static readonly FindingCode NotSupported = new(
        "YML003",
        Severity.Error,
        "a part of YAML that mappings do not use",
        """
        Anchors (&name), aliases (*name), tags (!name) and several documents in one file (---) are not read: a mapping should say at
        each place what it means there. A value that really begins with one of these characters goes in quotes.
        """);

    public static readonly FindingCode Duplicate = new(
        "YML004",
        Severity.Error,
        "a name is given twice",
        "Two entries of one map have the same name, so one of them would be lost. Remove or rename one.");

    public static readonly FindingCode TooBig = new(
        "YML005",
        Severity.Error,
        "the file is too large or nested too deeply",
        "A mapping may have 4 million characters and 100 levels. A larger file is most likely not a mapping.");

    public static readonly FindingCode NotText = new(
        "YML006",
        Severity.Error,
        "the file holds characters that do not belong in a text file",
        """
        Control characters (for example NUL) and the invisible separators U+0085, U+2028 and U+2029 are refused, because editors do not
        show them and YAML readers disagree about them. A file full of them is not a text file. In a value, write them as escapes in
        double quotes: "\u2028".
        """);

    public static readonly FindingCode NotAMap = new(
        "YML007",
        Severity.Error,
        "the file is not a map of names and values",
        "The file is empty, or it is one text or one list. A mapping is 'name: value' lines: mapping, from, key, event, to.");

    public static readonly FindingCode NotAName = new(
        "YML008",
        Severity.Error,
        "a name that is not a text",
        "What stands before the ':' must be a text: not empty, not a list, not a map.");

    public static readonly IReadOnlyList<FindingCode> All =
        [Syntax, Indentation, NotSupported, Duplicate, TooBig, NotText, NotAMap, NotAName];
}
