using Loader.Options;
using Loader.Sources;

namespace Loader.Tests.Sources;

/// <summary>Opens what lies on this machine, which never has to wait.</summary>
internal static class Opening
{
    public static ISource? Open(this ISourceKind kind, Section section)
    {
        var opening = kind.OpenAsync(section, CancellationToken.None);
        return opening.IsCompleted ? opening.GetAwaiter().GetResult() : throw new InvalidOperationException("Opening a local file had to wait.");
    }
}
