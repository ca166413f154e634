using Loader.Destinations;
using Loader.Mappings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;
using Loader.Options;
using Loader.Settings;
using Loader.Sources;

namespace Loader.Running.Preparing;

/// <summary>A load that has been checked as far as it can be without sending: everything is open, compiled and bound.</summary>
internal sealed record Prepared : IAsyncDisposable
{
    public required RunFlags Flags { get; init; }

    public required MappingRules Rules { get; init; }

    public required string MappingText { get; init; }

    /// <summary>Tells this mapping's meaning from another's; comments and layout do not count.</summary>
    public required string MappingHash { get; init; }

    /// <summary>Tells how the source is read: which row has which number.</summary>
    public required string ReadingHash { get; init; }

    /// <summary>Check values of the secrets that the mapping computes with, by name.</summary>
    public IReadOnlyDictionary<string, string> SecretChecks { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public required ISource Source { get; init; }

    public required Mapper Mapper { get; init; }

    public required IDestination Destination { get; init; }

    /// <summary>One for each of the mapper's entries.</summary>
    public required IReadOnlyList<IPacker> Packers { get; init; }

    /// <summary>The first: the only one of a mapping with <c>event:</c>.</summary>
    public IPacker Packer => Packers[0];

    public required SendSettings Send { get; init; }

    public required Secrets Secrets { get; init; }

    /// <summary>Sets what <c>now</c> is, in the mapping and in the settings of the destination.</summary>
    public void BeginAt(in Value now)
    {
        Mapper.Now = now;
        Destination.BeginAt(now);
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
