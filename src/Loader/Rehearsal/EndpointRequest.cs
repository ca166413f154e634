using System.Net;
using Microsoft.AspNetCore.Http;

namespace Loader.Rehearsal;

/// <summary>One request as it arrived, body read to its end.</summary>
public readonly ref struct EndpointRequest
{
    public required string Method { get; init; }

    /// <summary>The path, without the query string.</summary>
    public required string Path { get; init; }

    /// <summary>The query string with its question mark; empty when there is none.</summary>
    public string Query { get => field ?? ""; init; }

    public required IHeaderDictionary Headers { get; init; }

    public required ReadOnlySpan<byte> Body { get; init; }

    public IPAddress? Caller { get; init; }

    /// <summary>Whether the destination's own storage shall fail for this request: a fault that only the rules can play.</summary>
    public bool StorageFails { get; init; }
}
