using System.Globalization;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;

namespace Loader.Cli.Reference;

/// <summary>The pages of the documentation that are made of the catalogs: <c>docs/functions.md</c> and <c>docs/errors.md</c>.</summary>
internal static class ReferencePages
{
    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["text"] = "Text",
        ["number"] = "Numbers and money",
        ["list"] = "Lists and groups of rows",
        ["time"] = "Times, dates, durations",
        ["logic"] = "Choices",
        ["hash"] = "Hashes and secrets",
        ["coding"] = "Bytes and codes",
        ["identity"] = "Ids",
        ["privacy"] = "People, their addresses and devices",
        ["tables"] = "Look-ups",
    };

    /// <summary>What codes that begin with these letters are about; the others stand under their letters alone.</summary>
    private static readonly Dictionary<string, string> Rooms = new(StringComparer.Ordinal)
    {
        ["YML"] = "YAML",
        ["MAP"] = "Mappings",
        ["EXP"] = "Expressions",
        ["FUN"] = "Functions",
        ["ROW"] = "Rows",
        ["SET"] = "Settings",
        ["CSV"] = "CSV files",
        ["DST"] = "Destinations",
        ["INP"] = "Files and streams",
        ["BOOK"] = "Books",
        ["REH"] = "Rehearsals",
        ["RUN"] = "Runs",
        ["TST"] = "Tests of mappings",
        ["GA"] = "Google Analytics 4",
        ["GAN"] = "Google Analytics",
    };

    public static string Functions()
    {
        var page = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        page.WriteLine("# Functions");
        page.WriteLine();
        page.WriteLine("<!-- Made by: loader reference functions > docs/functions.md -->");
        page.WriteLine();
        page.WriteLine(
            $"The {FunctionCatalog.All.Count} functions of the mapping language. `x | f(a)` is `f(x, a)`. An argument may say which parameter it is for,");
        page.WriteLine("`f(x, mode: \"strict\")`; in a YAML value without quotes write it without a space, `mode:\"strict\"`, or put the whole value "
            + "in single quotes.");
        page.WriteLine("What stands behind `=` holds when the argument is left out, `?` marks one that may be left out, `…` one that may be given "
            + "several times.");
        page.WriteLine("Null in, null out, unless a function says otherwise. Every example is executed by a test; a code such as "
            + "[ROW001](errors.md#row001) is the problem that fails the row.");
        page.WriteLine();
        foreach (var group in ByGroup())
        {
            var names = group.Select(entry => $"[{entry.Name}](#{entry.Name})");
            page.WriteLine($"- **{Groups.GetValueOrDefault(group.Key, group.Key)}**: {string.Join(", ", names)}");
        }

        foreach (var group in ByGroup())
        {
            page.WriteLine();
            page.WriteLine("## " + Groups.GetValueOrDefault(group.Key, group.Key));
            foreach (var entry in group) Function(entry, page);
        }

        return page.ToString();
    }

    public static string Errors()
    {
        var page = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        page.WriteLine("# Errors, warnings and notes");
        page.WriteLine();
        page.WriteLine("<!-- Made by: loader reference errors > docs/errors.md -->");
        page.WriteLine();
        page.WriteLine("What `loader explain CODE` says of each. An error ends the run before it begins, or fails the row it is about; warnings and "
            + "notes do neither.");
        foreach (var room in EveryCode.All.GroupBy(code => Letters(code.Id), StringComparer.Ordinal))
        {
            page.WriteLine();
            page.WriteLine($"## {(Rooms.TryGetValue(room.Key, out var title) ? $"{title} ({room.Key})" : room.Key)}");
            foreach (var code in room.OrderBy(code => code.Id, StringComparer.Ordinal)) Code(code, page);
        }

        return page.ToString();
    }

    private static void Function(FunctionEntry entry, StringWriter page)
    {
        page.WriteLine();
        page.WriteLine("### " + entry.Name);
        page.WriteLine();
        page.WriteLine($"`{entry.Signature}`");
        if (entry.OtherForm is { } other) page.WriteLine($"<br>`{other.Signature}`");
        page.WriteLine();
        page.WriteLine(Escaped(entry.Help) + (entry.TakesNull ? " It is computed for null too." : ""));
        page.WriteLine();
        page.WriteLine("| example | gives |");
        page.WriteLine("|---|---|");
        foreach (var example in entry.Examples) page.WriteLine($"| {Cell(example.Expression)} | {Result(example.Expected)} |");
    }

    private static void Code(FindingCode code, StringWriter page)
    {
        page.WriteLine();
        page.WriteLine("### " + code.Id);
        page.WriteLine();
        page.WriteLine($"*{code.Severity.ToString().ToLowerInvariant()}*: **{Escaped(code.Title)}**");
        page.WriteLine();
        page.WriteLine(Escaped(code.Help.ReplaceLineEndings("\n")));
    }

    private static IEnumerable<IGrouping<string, FunctionEntry>> ByGroup() =>
        FunctionCatalog.All.OrderBy(entry => entry.Name, StringComparer.Ordinal).GroupBy(entry => entry.Group, StringComparer.Ordinal)
            .OrderBy(group => FunctionCatalog.Groups.TakeWhile(name => name != group.Key).Count());

    private static string Result(string expected) =>
        expected.Length > 3 && expected[..3].All(char.IsAsciiLetterUpper) && expected[3..].All(char.IsAsciiDigit)
            ? $"[{expected}](errors.md#{expected.ToLowerInvariant()})"
            : Cell(expected);

    /// <summary>Code in a table: a bar would end the cell, line breaks the row.</summary>
    private static string Cell(string code) =>
        "`" + code.Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal) + "`";

    /// <summary>Signs that Markdown would take for its own.</summary>
    private static string Escaped(string text) =>
        text.Replace("<", "\\<", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal);

    private static string Letters(string code) => string.Concat(code.TakeWhile(char.IsLetter));
}
