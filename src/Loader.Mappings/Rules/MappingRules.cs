using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>
/// What a mapping says, part by part, with the place of everything. Read completely even when it has mistakes, so that all of them are
/// found at once: a part that is null or a formula without syntax has a finding, and such rules never become a <see cref="Mapper"/>.
/// </summary>
public sealed record MappingRules
{
    /// <summary>The mapping's file, as it is named in findings.</summary>
    public required string File { get; init; }

    /// <summary><c>mapping:</c>, or the file's name without its extension where it is not given.</summary>
    public required string Name { get; init; }

    /// <summary><c>from:</c> — the kind of source as the entry's name, its settings (uninterpreted) as the value. Null: a finding.</summary>
    public YamlEntry? From { get; init; }

    /// <summary><c>columns:</c> in the order of the file.</summary>
    public IReadOnlyList<ColumnRule> Columns { get; init; } = [];

    /// <summary><c>tables:</c> — look-up tables that stand in the mapping.</summary>
    public IReadOnlyList<TableRule> Tables { get; init; } = [];

    /// <summary><c>let:</c> — named values, in the order of the file.</summary>
    public IReadOnlyList<LetRule> Lets { get; init; } = [];

    /// <summary><c>group:</c> — which neighbouring rows become one event; null when every row is for itself.</summary>
    public GroupRule? Group { get; init; }

    /// <summary><c>key:</c> — what makes a row, or a group, itself. Null: the group's key where there is one, else a finding.</summary>
    public Formula? Key { get; init; }

    /// <summary><c>skip:</c> — rows left out on purpose; the first rule that holds gives the reason.</summary>
    public IReadOnlyList<ConditionRule> Skips { get; init; } = [];

    /// <summary><c>reject:</c> — rows that must not happen.</summary>
    public IReadOnlyList<ConditionRule> Rejects { get; init; } = [];

    /// <summary><c>event:</c> — what an event looks like. Null: a finding, unless there are <see cref="Events"/>.</summary>
    public TemplateObject? Event { get; init; }

    /// <summary><c>events:</c> — the events that a row can become; empty when it is <see cref="Event"/>.</summary>
    public IReadOnlyList<EventRule> Events { get; init; } = [];

    /// <summary><c>to:</c> — the kind of destination as the entry's name, its settings (uninterpreted) as the value. Null: a finding.</summary>
    public YamlEntry? To { get; init; }

    /// <summary><c>send:</c> — settings of the sending, uninterpreted; null when not given.</summary>
    public YamlEntry? Send { get; init; }

    /// <summary><c>uncertain:</c> — <c>resend</c> or <c>hold</c>; null when the destination's default holds.</summary>
    public string? Uncertain { get; init; }

    /// <summary><c>tests:</c> — the mapping's own tests, uninterpreted; null when there are none.</summary>
    public YamlEntry? Tests { get; init; }

    /// <summary><c>nulls: keep</c> — null fields are sent as null instead of being left out.</summary>
    public bool NullsKept { get; init; }
}
