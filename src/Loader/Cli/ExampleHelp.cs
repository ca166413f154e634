using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Loader.Cli;

/// <summary>The usual help, and below it an example that works.</summary>
internal sealed class ExampleHelp(HelpAction usual, string example) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var result = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Example:");
        foreach (var line in example.Split('\n')) output.WriteLine("  " + line);
        return result;
    }

    public override bool ClearsParseErrors => true;

    /// <summary>Gives a command its example.</summary>
    public static void AddTo(Command command, string example)
    {
        var help = command.Options.OfType<HelpOption>().FirstOrDefault();
        if (help is null)
        {
            help = new HelpOption();
            command.Options.Add(help);
        }

        help.Action = new ExampleHelp(new HelpAction(), example);
    }
}
