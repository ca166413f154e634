using System.CommandLine;
using Loader.Cli.Reference;
using Loader.Cli.Words;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Options;
using Loader.Reports;

namespace Loader.Cli;

/// <summary>The reference, from the same catalogs that the program runs on: <c>functions</c>, <c>sources</c>, <c>destinations</c>.</summary>
internal static class ReferenceCommands
{
    public static Command Functions(Surroundings around)
    {
        var name = new Argument<string?>("name") { Description = "Only this function, with its examples.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("functions", "Lists the functions of the mapping language.") { name };
        ExampleHelp.AddTo(command, "loader functions round");
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is { } one) return Function(one, around);
            var output = around.Output;
            var paragraph = new Paragraph(output, around.Width);
            foreach (var group in FunctionCatalog.All.GroupBy(entry => entry.Group, StringComparer.Ordinal))
            {
                output.WriteLine(group.Key);
                foreach (var entry in group.OrderBy(entry => entry.Name, StringComparer.Ordinal))
                {
                    paragraph.Write("  ", 10, entry.Signature);
                    paragraph.Write("      ", 6, entry.Help);
                }

                output.WriteLine();
            }

            return ExitCode.Done;
        });
        return command;
    }

    public static Command Sources(Surroundings around)
    {
        var command = new Command("sources", "Lists the sources and their settings.");
        ExampleHelp.AddTo(command, "loader sources");
        command.SetAction(async (_, stop) =>
        {
            foreach (var kind in around.Catalogs.Sources.Kinds)
            {
                // A kind without a place to open asks for its settings, finds that one is missing, and is done.
                var section = Section.Empty($"from.{kind.Name}");
                await kind.OpenAsync(section, stop);
                Write($"from: {kind.Name}", kind.Summary, section.Described, around);
            }
        });
        return command;
    }

    public static Command Destinations(Surroundings around)
    {
        var command = new Command("destinations", "Lists the destinations and their settings.");
        ExampleHelp.AddTo(command, "loader destinations");
        command.SetAction(_ =>
        {
            foreach (var kind in around.Catalogs.Destinations.Kinds)
                Write($"to: {kind.Name}", kind.Summary, Settings($"to.{kind.Name}", section => kind.Configure(section)), around);
        });
        return command;
    }

    public static Command Pages(Surroundings around)
    {
        var page = new Argument<string>("page") { Description = "functions, errors, or schema.", HelpName = "page" };
        page.AcceptOnlyFromAmong("functions", "errors", "schema");
        var command = new Command("reference", "Writes a page of docs: the functions, the errors, or the mapping schema.") { page };
        ExampleHelp.AddTo(command, "loader reference functions > docs/functions.md");
        command.SetAction(async (parsed, stop) =>
        {
            var text = parsed.GetValue(page) switch
            {
                "functions" => ReferencePages.Functions(),
                "errors" => ReferencePages.Errors(),
                _ => await MappingSchema.OfAsync(around.Catalogs, stop),
            };
            await around.Output.WriteAsync(text);
        });
        return command;
    }

    private static int Function(string name, Surroundings around)
    {
        if (FunctionCatalog.Find(name) is not { } entry)
        {
            around.Talk.WriteLine($"loader: there is no function '{name}'");
            around.Talk.WriteLine("  hint: " + (DidYouMean.Hint(name, FunctionCatalog.All.Select(known => known.Name)) ?? "'loader functions' lists them all"));
            return ExitCode.Unusable;
        }

        var paragraph = new Paragraph(around.Output, around.Width);
        paragraph.Write("", 4, entry.Signature);
        paragraph.Write("  ", 2, entry.Help);
        foreach (var example in entry.Examples) around.Output.WriteLine($"  {example.Expression}  →  {example.Expected}");
        return ExitCode.Done;
    }

    /// <summary>A kind is asked to read an empty section; what it asked for is what can be set.</summary>
    private static IReadOnlyList<OptionDescription> Settings(string path, Action<Section> read)
    {
        var section = Section.Empty(path);
        read(section);
        return section.Described;
    }

    private static void Write(string name, string summary, IReadOnlyList<OptionDescription> settings, Surroundings around)
    {
        const int column = 23;
        var paragraph = new Paragraph(around.Output, around.Width);
        around.Output.WriteLine(name);
        paragraph.Write("  ", 2, summary);
        around.Output.WriteLine();
        foreach (var option in settings)
        {
            var holds = option.Required ? "  (required)" : option.Default is null ? "" : $"  (default: {option.Default})";
            paragraph.Write($"  {option.Name,-20} ", column, option.Form + holds);
            paragraph.Write(new string(' ', column), column, option.Help);
        }

        around.Output.WriteLine();
    }
}
