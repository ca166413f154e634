using Loader.Cli.Words;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Running.Preparing;

namespace Loader.Cli;

/// <summary>What a command has around it: where results and talk go, the environment, the clock, and what must never be shown.</summary>
/// <param name="Catalogs">The kinds of sources and destinations there are.</param>
/// <param name="Output">Results.</param>
/// <param name="Talk">Everything that is said to a person along the way.</param>
internal sealed record Surroundings(Catalogs Catalogs, TextWriter Output, TextWriter Talk)
{
    /// <summary>Text that is laid out for people is never wider than this, except where a path forces it.</summary>
    public const int Widest = 120;

    private const int Narrowest = 60;

    /// <summary>An environment variable's value, or null.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether talk is watched by somebody on a terminal, rather than kept in a log.</summary>
    public bool TalkIsWatched { get; init; }

    /// <summary>Columns that laid out text may take.</summary>
    public int Width { get; init; } = Widest;

    /// <summary>How this program is started from here: what command lines that are shown begin with.</summary>
    public string Program { get; init; } = "loader";

    /// <summary>Secrets met so far by this command; its last words go through them too.</summary>
    public Secrets Secrets { get; } = new();

    public static Surroundings OfProcess(Catalogs catalogs) => new(catalogs, Console.Out, Console.Error)
    {
        TalkIsWatched = !Console.IsErrorRedirected,
        Width = Console.IsOutputRedirected ? Widest : Math.Clamp(Console.WindowWidth, Narrowest, Widest),
        Program = ProgramWord.Of(Environment.ProcessPath, Environment.GetEnvironmentVariable("PATH"), Environment.CurrentDirectory),
    };

    /// <summary>What settings are read with.</summary>
    public OptionContext Options(FindingList findings) => new(findings, Variable, Secrets) { Clock = Clock };
}
