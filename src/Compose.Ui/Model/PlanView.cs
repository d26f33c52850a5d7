using System.Text.Json;

namespace Compose.Ui.Model;

/// <summary>What `ncompose plan --json` printed, or its problem.</summary>
public sealed record PlanView(JsonElement? Document, string? Problem);
