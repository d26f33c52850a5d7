using System.Net;

namespace Compose.Planning.Pictures;

/// <summary>Text for the content and the attributes of XML.</summary>
public static class XmlText
{
    /// <summary>XML has no control characters, not even escaped ones.</summary>
    public static string Escaped(string text) => WebUtility.HtmlEncode(new string([.. text.Where(IsAllowed)]));

    private static bool IsAllowed(char letter) => letter is '\n' or '\t' || (!char.IsControl(letter) && letter < '\uFFFE');
}
