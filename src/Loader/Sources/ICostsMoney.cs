namespace Loader.Sources;

/// <summary>A source whose rows may have to be paid for: somebody who only asks what a run would do is not to be billed for the answer.</summary>
internal interface ICostsMoney
{
    /// <summary>What asking for the rows would cost, in words; null when it costs nothing (any more).</summary>
    string? Cost { get; }

    /// <summary>Whether a person has said how much it may cost.</summary>
    bool HasLimit { get; }
}
