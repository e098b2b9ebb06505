// Why no passkey was taken, which allauth tells only to the browser's console. Browsers take none for an address that is a number.
{
  const words = document.currentScript.dataset;
  const possible = window.isSecureContext && window.PublicKeyCredential && !/^\[|^[\d.]+$/.test(location.hostname);
  document.addEventListener("allauth.error", () => {
    document.querySelector("main .door__alert[role=alert]")?.remove();
    const said = document.createElement("p");
    said.className = "door__alert";
    said.setAttribute("role", "alert");
    said.textContent = possible ? words.failed : words.nowhere;
    document.querySelector("main h1").after(said);
  });
}
