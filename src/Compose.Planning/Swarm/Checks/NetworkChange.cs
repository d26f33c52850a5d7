using Compose.Files.Text;
using Compose.Planning.Attributes;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Checks;

/// <summary>An attribute of a network that the swarm has with another value.</summary>
internal sealed record NetworkChange(
    Api.NetworkResponse Existing, AttributePath Path, string Name, string Old, string New, SourceSpan Place)
{
    public AttributeChange Attribute
    {
        get
        {
            var names = Name.Split('.');
            return new AttributeChange(AttributePath.Of(names[0], names.AsSpan(1)), Old, New, Place);
        }
    }
}
