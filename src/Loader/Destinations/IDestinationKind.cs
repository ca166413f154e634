using Loader.Options;

namespace Loader.Destinations;

/// <summary>A kind of destination, known by the name it has under <c>to:</c>. One line in <see cref="DestinationCatalog"/>.</summary>
public interface IDestinationKind
{
    /// <summary>The name in mappings: <c>nameless</c>.</summary>
    string Name { get; }

    /// <summary>One sentence for <c>loader destinations</c>.</summary>
    string Summary { get; }

    /// <summary>
    /// Reads the section under <c>to: NAME:</c>. Mistakes go to the section's findings; null when the destination cannot be
    /// used at all.
    /// </summary>
    IDestination? Configure(Section section);

    /// <summary>The setting that says where requests go, which the command line may replace.</summary>
    string AddressSetting => "endpoint";

    /// <summary>
    /// The fields of an event that people usually have something for, those that must be given first; empty where events may look like anything.
    /// </summary>
    IReadOnlyList<EventField> Fields => [];

    /// <summary>The settings that a first mapping has to have.</summary>
    IReadOnlyList<FirstSetting> FirstSettings => [];

    /// <summary>What one of its own codes for refused events means, in a few words; null for a code that is not its own.</summary>
    string? Meaning(string code) => null;

    /// <summary>What a person does about events refused under one of its own codes; null where that hangs on the case.</summary>
    string? Advice(string code) => null;
}
