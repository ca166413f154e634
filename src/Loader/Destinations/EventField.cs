using Loader.Mappings.Rows;

namespace Loader.Destinations;

/// <summary>A field of a destination's events, as <c>loader init</c> offers it.</summary>
/// <param name="Path">Its place in the event: <c>ecommerce.value</c>.</param>
/// <param name="Means">What it says; a column that says the same belongs there.</param>
/// <param name="Help">What has to stand there, in a few words.</param>
public sealed record EventField(string Path, FieldMeaning Means, string Help)
{
    /// <summary>Whether an event without it is refused.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What it holds; null: whatever the column is.</summary>
    public ValueKind? Kind { get; init; }

    /// <summary>What a column goes through on its way there: <c>normalize_email | sha256</c>. Null: nothing.</summary>
    public string? Through { get; init; }

    /// <summary>What is written where no column fits: a plain value, or an expression with its =. Null: the field is left out, or asked for.</summary>
    public string? Otherwise { get; init; }

    /// <summary>The form that texts have to have, as a regular expression; null: any.</summary>
    public string? Form { get; init; }

    /// <summary>A setting of the destination under which other forms are taken too; null: columns of another form do not fit.</summary>
    public (string Name, string Value)? Loosened { get; init; }

    /// <summary>Other words by which columns for it are called, besides those for <see cref="Means"/>.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];
}

/// <summary>What a field or a column says, whatever it is called. Closed.</summary>
public enum FieldMeaning
{
    /// <summary>Nothing that is known: only names decide.</summary>
    Own,
    EventName,
    Time,
    OrderId,
    Amount,
    Currency,
    Tax,
    Shipping,
    Coupon,
    Quantity,
    Sku,
    Price,
    Product,
    ClientId,
    SessionId,
    PageId,
    UserId,
    Email,
    Phone,
    FirstName,
    LastName,
    FullName,
    Street,
    City,
    Region,
    PostalCode,
    Country,
    Language,
    Url,
    Path,
    Title,
    Referrer,
    IpAddress,
    UserAgent,
    ScreenSize,
    ClickId,
    Campaign,
    CampaignSource,
    CampaignMedium,
}
