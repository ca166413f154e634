using Loader.Mappings.Findings;

namespace Loader.Mappings.Rules;

/// <summary>What a test expects of its rows. Closed: events, skipped, rejected, failed.</summary>
public abstract record Expectation(Place Place);

/// <summary>These events, in this order, and no others.</summary>
/// <param name="Events">What they look like: plain values, and formulas without columns.</param>
/// <param name="Exactly">Whether they have no other fields.</param>
/// <param name="Place">Where it stands.</param>
public sealed record ExpectedEvents(IReadOnlyList<TemplateObject> Events, bool Exactly, Place Place) : Expectation(Place)
{
    /// <summary>Whether a text stands for any value that is written so: the cells of a CSV file have no types.</summary>
    public bool ByText { get; init; }
}

/// <summary>All rows left out, under this reason.</summary>
public sealed record ExpectedSkip(string Reason, Place Place) : Expectation(Place);

/// <summary>Failed by this reject rule.</summary>
public sealed record ExpectedRejection(string Rule, Place Place) : Expectation(Place);

/// <summary>Failed for another reason.</summary>
/// <param name="Why">The problem's code, or a part of its message.</param>
/// <param name="Place">Where it stands.</param>
public sealed record ExpectedFailure(string Why, Place Place) : Expectation(Place);
