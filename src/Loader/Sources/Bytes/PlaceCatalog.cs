using Loader.Sources.Remote;

namespace Loader.Sources.Bytes;

/// <summary>Every kind of place there is. A new one is one line here, before the files of this machine, which every other path names.</summary>
internal static class PlaceCatalog
{
    public static IReadOnlyList<IPlaceKind> All { get; } =
    [
        new StandardInputKind(),
        new WebKind(),
        new S3Kind(),
        new GcsKind(),
        new FileKind(),
    ];
}
