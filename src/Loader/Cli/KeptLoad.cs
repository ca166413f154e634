using System.CommandLine;
using Loader.Books;
using Loader.Cli.Words;
using Loader.Mappings.Findings;
using Loader.Running;
using Loader.Running.Naming;
using Loader.Settings;

namespace Loader.Cli;

/// <summary>The load that <c>status</c> and <c>report</c> are about: named, or the only one there is.</summary>
internal sealed class KeptLoad
{
    private readonly Argument<string?> name = new("run")
    {
        Description = "The load: the name of its mapping, or the folder of its books.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string> runs = new("--runs")
    {
        Description = "Where books and reports are kept.",
        HelpName = "folder",
        DefaultValueFactory = _ => RunFlags.DefaultRuns,
    };
    private readonly Option<bool> noSource = new("--no-source") { Description = "Does not read the source again for the names of uncertain rows." };
    private readonly Option<bool> showValues = new("--show-values") { Description = "Shows cell values instead of masking them." };

    public void AddTo(Command command, params ReadOnlySpan<Option> own)
    {
        command.Arguments.Add(name);
        foreach (var option in (ReadOnlySpan<Option>)[.. own, noSource, runs, showValues]) command.Options.Add(option);
    }

    public string? Name(ParseResult parsed) => parsed.GetValue(name);

    public string Runs(ParseResult parsed) => parsed.GetValue(runs)!;

    public bool ShowValues(ParseResult parsed) => parsed.GetValue(showValues);

    /// <summary>Names uncertain rows whose run died before it could; null, or why some have no name.</summary>
    /// <param name="most">How many rows will be shown.</param>
    public async Task<string?> NameAsync(BooksView books, int most, ParseResult parsed, Surroundings around, CancellationToken stop) =>
        parsed.GetValue(noSource) ? null : await new LostNames(books, around.Catalogs, around.Options([])).FindAsync(most, stop);

    /// <summary>What codes mean where this load sends to: the same words as in the summary of its runs.</summary>
    public static Func<string, string?> Meaning(BooksView books, Surroundings around)
    {
        var kind = around.Catalogs.Destinations.Find(books.Page.Identity.Destination);
        return code => CodeWords.Meaning(code, kind is null ? [] : [kind]);
    }

    /// <summary>Its books; null when there are none, and then that has been said.</summary>
    public BooksView? Open(ParseResult parsed, Surroundings around)
    {
        var (under, names) = (Runs(parsed), KeptLoads.Names(Runs(parsed)));
        var given = Name(parsed) ?? (names.Count == 1 ? names[0] : null);
        if (given is null)
        {
            around.Talk.WriteLine(names.Count == 0
                ? $"loader: there are no loads under '{under}'"
                : $"loader: which load? there is: {string.Join(", ", names)}");
            return null;
        }

        var folder = names.Contains(given, StringComparer.Ordinal) || !Directory.Exists(given) ? Path.Combine(under, given) : given;
        if (BooksView.Open(folder, out var reason) is { } books) return books;
        around.Talk.WriteLine($"loader: '{folder}' cannot be looked at: {(Directory.Exists(folder) ? reason : "there is no such folder")}");
        if (DidYouMean.Hint(given, names) is { } hint) around.Talk.WriteLine($"  hint: {hint}");
        else if (names.Count > 0) around.Talk.WriteLine($"  hint: there is: {string.Join(", ", names)}");
        return null;
    }
}
