using Loader.Options;

namespace Loader.Destinations;

/// <summary>The settings <c>endpoint</c> and <c>allow_http</c>, which every destination with an address of its own reads the same way.</summary>
internal static class EndpointSetting
{
    /// <summary>
    /// Asks for both settings. Null with findings when the address cannot be used: it is not absolute, holds a password, or would carry data readable
    /// over a network; null without findings when it is not given and need not be.
    /// </summary>
    /// <param name="section">The destination's section.</param>
    /// <param name="help">What the address is, for the reference page.</param>
    /// <param name="example">An address as it should be written.</param>
    /// <param name="required">Whether it must be given.</param>
    public static Uri? Read(Section section, string help, string example, bool required = true)
    {
        var text = section.Text("endpoint", help, required: required);
        var allowHttp = section.Flag("allow_http", false, "take an http:// address of another host; everything sent then travels readable");
        return text is null ? null : Check(section, text, example, allowHttp);
    }

    private static Uri? Check(Section section, string text, string example, bool allowHttp)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            section.Wrong("endpoint", $"'{text}' is not an absolute http address", $"write {example}");
            return null;
        }

        if (uri.UserInfo.Length > 0)
        {
            section.Refuse("endpoint", "an endpoint must not hold a user name or password");
            return null;
        }

        if (uri.Scheme == "http" && !uri.IsLoopback && !allowHttp)
        {
            section.Refuse("endpoint", $"http:// to {uri.Host} would send the events readable", "use https://, or set allow_http: true");
            return null;
        }

        return uri;
    }
}
