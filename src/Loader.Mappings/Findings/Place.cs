namespace Loader.Mappings.Findings;

/// <summary>Where something stands in a file that a person wrote. Lines and columns count from 1; 0 means "the file as a whole".</summary>
public readonly record struct Place(string File, int Line, int Column)
{
    /// <summary>A file without a position in it.</summary>
    public static Place Of(string file) => new(file, 0, 0);

    /// <summary>The place <paramref name="characters"/> further right on the same line.</summary>
    public Place Right(int characters) => this with { Column = Column + characters };

    public override string ToString() => Line == 0 ? File : Column == 0 ? $"{File}:{Line}" : $"{File}:{Line}:{Column}";
}
