using Loader.Options;

namespace Loader.Sources.Bytes;

/// <summary>A kind of place, known by how its paths begin. One line in <see cref="PlaceCatalog"/>.</summary>
internal interface IPlaceKind
{
    /// <summary>Whether a path is one of this kind: <c>s3://bucket/…</c>.</summary>
    bool Knows(string path);

    /// <summary>Asks the section for the settings that such places have, also when none is used: the reference page comes from the questions.</summary>
    IPlaces Configure(Section section);
}
