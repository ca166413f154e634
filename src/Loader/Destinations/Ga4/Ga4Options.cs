namespace Loader.Destinations.Ga4;

/// <summary>What the section under <c>to: ga4:</c> says.</summary>
internal sealed record Ga4Options
{
    /// <summary>Where events go, without the query that holds the secret.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The same with the stream's id and its secret.</summary>
    public required Uri Address { get; init; }

    /// <summary>The endpoint that checks events and stores none.</summary>
    public required Uri DebugAddress { get; init; }

    /// <summary>The stream that events go to: a measurement id, or the id of a Firebase app.</summary>
    public required string Stream { get; init; }

    /// <summary>Whether the stream is an app's: its events belong to an <c>app_instance_id</c>.</summary>
    public bool IsApp { get; init; }

    public ClientIdForm ClientIds { get; init; }

    /// <summary>Whether events older than 72 hours are sent, for Google to put another time on them.</summary>
    public bool AllowRedate { get; init; }

    /// <summary>Whether the first events are shown to the debug endpoint before anything is sent.</summary>
    public bool Validate { get; init; }

    /// <summary>Characters that a parameter's text may have: 100, or 500 in Google Analytics 360.</summary>
    public int LongestValue { get; init; } = Ga4Limits.LongestValue;

    /// <summary>What the age of an event is measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>See <see cref="IDestination.ArrivalSettings"/>.</summary>
    public IReadOnlyDictionary<string, string> Arrival { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The field that says whose events these are.</summary>
    public string ClientField => IsApp ? Ga4Fields.AppInstanceId : Ga4Fields.ClientId;
}

/// <summary>What a <c>client_id</c> may look like.</summary>
internal enum ClientIdForm
{
    /// <summary>Two positive numbers joined by a point, as Google's reference asks for.</summary>
    Exact,

    /// <summary>Other forms are hashed into that form.</summary>
    Mapped,

    /// <summary>Any text.</summary>
    Any,
}
