namespace Loader.Drafting;

/// <summary>What the texts of a column look like, whatever its name is. Closed.</summary>
internal enum ContentKind
{
    Other,
    Email,
    Sha256,
    Uuid,
    Url,
    Path,
    IpAddress,
    UserAgent,
    ScreenSize,
    Currency,
    Country,
    Phone,
    ClickId,
}
