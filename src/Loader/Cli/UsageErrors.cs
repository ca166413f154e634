using System.CommandLine;
using System.CommandLine.Parsing;
using Loader.Mappings.Findings;

namespace Loader.Cli;

/// <summary>What is wrong with a command line, in our words: one line for each mistake, one hint.</summary>
internal static class UsageErrors
{
    /// <summary>The mistakes, each with what may help; none when the command line can be used.</summary>
    public static IReadOnlyList<(string Message, string? Hint)> Of(ParseResult parsed)
    {
        var result = parsed.CommandResult;
        var command = result.Command;
        var stray = Stray(parsed, result);
        if (command is RootCommand && (stray.Count > 0 || parsed.Errors.Count > 0)) return [Nothing(command, stray)];
        if (stray.Find(IsFlag) is not null) return [.. stray.Where(IsFlag).Select(flag => UnknownFlag(command, flag))];

        var errors = parsed.Errors
            .Where(error => error.SymbolResult is ArgumentResult or OptionResult)
            .Select(error => Said(error, command))
            .Distinct()
            .ToList();
        if (errors.Count == 0 && stray.Count > 0) errors.Add(($"'{stray[0]}' is one word too many", Takes(command)));
        if (errors.Count == 0) errors.AddRange(parsed.Errors.Select(error => (error.Message, (string?)null)));
        return errors;
    }

    /// <summary>Words that nothing took, and flags that an argument took for its value.</summary>
    private static List<string> Stray(ParseResult parsed, CommandResult result)
    {
        var behindDashes = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).ToHashSet();
        var taken = result.Children
            .OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Where(token => IsFlag(token.Value) && !behindDashes.Contains(token));
        return [.. taken.Select(token => token.Value), .. parsed.UnmatchedTokens];
    }

    private static (string Message, string? Hint) Nothing(Command root, List<string> stray)
    {
        if (stray.Find(IsFlag) is { } flag) return UnknownFlag(root, flag);
        if (stray.Count == 0) return ("no command was given", "'loader --help' lists them; to see it work: loader rehearse mappings/nameless-purchases.yaml");
        var names = root.Subcommands.Select(command => command.Name).ToList();
        return ($"there is no command '{stray[0]}'", DidYouMean.Hint(stray[0], names) ?? "there is: " + string.Join(", ", names));
    }

    private static (string Message, string? Hint) UnknownFlag(Command command, string flag)
    {
        var name = flag.Split('=', ':')[0];
        return ($"{(command is RootCommand ? "there is" : $"'{command.Name}' has")} no flag '{name}'", DidYouMean.Hint(name, command.Options.Select(option => option.Name)));
    }

    private static (string Message, string? Hint) Said(ParseError error, Command command) => error.SymbolResult switch
    {
        OptionResult { Tokens.Count: 0 } option =>
            ($"{option.Option.Name} needs a value: {option.Option.Name} <{option.Option.HelpName ?? "value"}>", option.Option.Description),
        OptionResult option when IsOurs(error) => (error.Message, option.Option.Description),
        OptionResult option => Unreadable(option),
        ArgumentResult { Parent: OptionResult option } => IsOurs(error) ? (error.Message, option.Option.Description) : Unreadable(option),
        ArgumentResult argument => ($"'{command.Name}' needs a {argument.Argument.Name}", Takes(command)),
        _ => (error.Message, null),
    };

    private static (string Message, string? Hint) Unreadable(OptionResult option)
    {
        var given = string.Join(' ', option.Tokens.Select(token => token.Value));
        return option.Tokens.Count > 1
            ? ($"{option.Option.Name} is given more than once", option.Option.Description)
            : ($"{option.Option.Name} takes a whole number, not '{given}'", option.Option.Description);
    }

    /// <summary>Whether a validator of ours wrote the message.</summary>
    private static bool IsOurs(ParseError error) => error.Message.StartsWith("--", StringComparison.Ordinal);

    private static string Takes(Command command) =>
        $"usage: loader {command.Name}{string.Concat(command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $" [<{argument.Name}>]" : $" <{argument.Name}>"))}";

    private static bool IsFlag(string word) => word.Length > 1 && word[0] == '-' && !char.IsDigit(word[1]);
}
