using Loader.Mappings.Findings;

namespace Loader.Options;

/// <summary>What can be wrong with settings.</summary>
public static class OptionCodes
{
    public static readonly FindingCode Unknown = new(
        "SET001",
        Severity.Error,
        "a setting that does not exist here",
        "The name is not one of this section's settings. 'loader sources' and 'loader destinations' list them all.");

    public static readonly FindingCode Missing = new(
        "SET002", Severity.Error, "a setting is missing", "This setting has no default that could be right for everybody.");

    public static readonly FindingCode WrongForm = new(
        "SET003",
        Severity.Error,
        "a setting cannot be read",
        "The value does not have the form of this setting: see the hint for one that has.");

    public static readonly FindingCode NoSuchVariable = new(
        "SET004",
        Severity.Error,
        "an environment variable is not set",
        """
        ${NAME} reads the environment, in from, to and send only. Set the variable before the run, or write ${NAME:-default} to
        say what holds without it.
        """);

    public static readonly FindingCode NotAllowed = new(
        "SET005", Severity.Error, "a value that is not allowed here", "The value has the right form but must not be used here; the message says why.");

    public static readonly FindingCode VariableForLater = new(
        "SET006",
        Severity.Note,
        "an environment variable that a run will need is not set",
        "'check' and 'preview' go on without the run's environment. 'run' will not.");

    public static readonly IReadOnlyList<FindingCode> All = [Unknown, Missing, WrongForm, NoSuchVariable, NotAllowed, VariableForLater];
}
