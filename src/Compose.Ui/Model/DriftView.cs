using System.Text.Json;

namespace Compose.Ui.Model;

/// <summary>What `ncompose drift --json` printed, or its problem.</summary>
public sealed record DriftView(JsonElement? Document, string? Problem);
